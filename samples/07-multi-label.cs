#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false

using Surprisal;
using Surprisal.Data;

// Made up: a text's length and its share of capitals decide which of three labels it has; any number of them at once.
var random = new Random(1);
var texts = Enumerable.Range(0, 2000).Select(_ => (Length: random.Next(1, 400), Capitals: random.NextDouble())).ToArray();
var table = DataTable.FromRecords(texts.Select(t => new
{
    t.Length,
    t.Capitals,
    Long = t.Length + random.Next(-20, 20) > 200 ? 1 : 0,
    Shouted = t.Capitals + 0.1 * random.NextDouble() > 0.6 ? 1 : 0,
    Spam = t.Length < 120 && t.Capitals > 0.5 ? 1 : 0,
}));

// region: multi-label
var classifier = await Trainer.FitAsync(table, targets: ["Long", "Shouted", "Spam"], TrainingOptions.For(ModelKind.Mlp) with { F1Thresholds = true, Calibrate = true });
var prediction = classifier.Predict(new { Length = 60, Capitals = 0.9 });
Console.WriteLine($"{prediction.Label}: {prediction["Shouted"]:0.00} shouted, {prediction["Spam"]:0.00} spam");
// endregion

return prediction.Label == "Shouted|Spam" ? 0 : 1;
