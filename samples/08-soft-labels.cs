#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false

using Surprisal;
using Surprisal.Data;

// Made up: ten people say what each of 1,500 pictures shows; the nearer it is to the border, the less they agree.
var random = new Random(1);
double[] places = [.. Enumerable.Range(0, 1500).Select(_ => random.NextDouble() * 6 - 3)];
double[] shares = [.. places.Select(x => Enumerable.Range(0, 10).Count(_ => random.NextDouble() < 1 / (1 + Math.Exp(-2 * x))) / 10.0)];

// region: soft-labels
var table = DataTable.FromColumns(
    DataColumn.OfNumbers("x", places), DataColumn.OfNumbers("cat", shares), DataColumn.OfNumbers("dog", [.. shares.Select(share => 1 - share)]));
var classifier = await Trainer.FitAsync(table, targets: ["cat", "dog"]);
float border = classifier.Predict(new { x = 0.0 })["cat"], sure = classifier.Predict(new { x = 2.0 })["cat"];
Console.WriteLine($"at the border {border:0.00}, two to its right {sure:0.00}; the truth is 0.50 and {1 / (1 + Math.Exp(-4)):0.00}");
// endregion

return Math.Abs(border - 0.5) < 0.05 && Math.Abs(sure - 0.982) < 0.03 ? 0 : 1;
