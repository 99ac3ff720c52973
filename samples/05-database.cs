#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false

using System.Globalization;
using Surprisal;
using Surprisal.Data;

// A table in memory stands for a database: both are read through DbDataReader.
using var database = new System.Data.DataTable();
foreach (string name in (string[])["sepal_length", "sepal_width", "petal_length", "petal_width"]) database.Columns.Add(name, typeof(double));
database.Columns.Add("species", typeof(string));
foreach (string line in File.ReadLines("data/iris.csv").Skip(1))
    database.Rows.Add([.. line.Split(',').Select((cell, i) => i < 4 ? (object)double.Parse(cell, CultureInfo.InvariantCulture) : cell)]);
System.Data.Common.DbDataReader Query() => database.CreateDataReader();

// region: database
await using var reader = Query(); // await command.ExecuteReaderAsync()
var classifier = await Trainer.FitAsync(await DataTable.FromReaderAsync(reader), target: "species");
classifier.Save("species.safetensors");
// endregion

await using var again = Query();
var evaluation = Evaluator.Evaluate(classifier, classifier.Encoder.Encode(await DataTable.FromReaderAsync(again), Truth.Required));
Console.WriteLine($"{evaluation.Accuracy:P1} of the training rows right");
File.Delete("species.safetensors");
return evaluation.Accuracy >= 0.95 ? 0 : 1;
