#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false

// region: train-a-table
using Surprisal;
using Surprisal.Data;

using var source = EmbeddedData.Open("iris"); // or DataSource.Open("iris.csv", ["species"])
var data = TrainingData.Read(source, new() { HeldOut = 0.2, Seed = 1 });
var run = Trainer.Fit(data, TrainingOptions.Default with { C = 10 });

var figures = Evaluator.Evaluate(run.Classifier, data.HeldOut!);
Console.WriteLine($"{figures.Accuracy:P1} right, {figures.LogLoss:0.000} nats of surprisal");

run.Classifier.Save("iris.safetensors");
var classifier = Classifier.Load("iris.safetensors");
var flower = DataTable.FromRows(["sepal_length", "sepal_width", "petal_length", "petal_width"], ["6.1", "2.9", "4.7", "1.4"]);
var predictions = classifier.Predict(flower);
Console.WriteLine($"{classifier.Decode(predictions.Probabilities[0])}: {string.Join(", ", predictions.Probabilities[0].ToArray())}");
// endregion

File.Delete("iris.safetensors");
return figures.Accuracy >= 0.9 && classifier.Decode(predictions.Probabilities[0]) == "versicolor" ? 0 : 1;
