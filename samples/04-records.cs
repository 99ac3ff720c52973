#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false

// region: records
using System.Globalization;
using Surprisal;
using Surprisal.Data;

// Any IAsyncEnumerable<T>: a file read line by line, a query of Entity Framework, a queue.
static async IAsyncEnumerable<Flower> Flowers()
{
    await foreach (string line in File.ReadLinesAsync("data/iris.csv").Skip(1))
    {
        string[] cells = line.Split(',');
        double[] sizes = [.. cells[..4].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        yield return new(sizes[0], sizes[1], sizes[2], sizes[3], cells[4]);
    }
}

var table = await DataTable.FromRecordsAsync(Flowers());
var classifier = await Trainer.FitAsync(table, target: "Species", TrainingOptions.Default with { C = 10 });

var prediction = classifier.Predict(new { SepalLength = 6.1, SepalWidth = 2.9, PetalLength = 4.7, PetalWidth = 1.4 });
Console.WriteLine($"{prediction.Label} with probability {prediction[prediction.Label]:0.00}");
// endregion

return prediction.Label == "versicolor" && prediction[prediction.Label] > 0.8f ? 0 : 1;

sealed record Flower(double SepalLength, double SepalWidth, double PetalLength, double PetalWidth, string Species);
