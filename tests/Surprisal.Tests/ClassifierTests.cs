using System.Text;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

public sealed class ClassifierTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("surprisal").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ModelKind.Linear)]
    [InlineData(ModelKind.Mlp)]
    public void A_saved_classifier_predicts_the_same_bits(ModelKind model)
    {
        var data = TestData.Iris(heldOut: 0.2);
        var classifier = Trainer.Fit(data, TrainingOptions.Default with { Model = model, Epochs = 5 }).Classifier;
        string path = Path.Combine(_folder, "m.safetensors");
        classifier.Save(path);
        var loaded = Classifier.Load(path);
        Assert.Equal(classifier.ClassNames, loaded.ClassNames);
        Assert.Equal("cross-entropy", loaded.LossName);
        Assert.Equal(OutputActivation.Softmax, loaded.Activation);
        Predictions before = classifier.Predict(data.HeldOut!), after = loaded.Predict(data.HeldOut!);
        Assert.Equal(before.Probabilities.Values.ToArray(), after.Probabilities.Values.ToArray());
        Assert.Equal(before.Surprisal, after.Surprisal);
        classifier.Save(path + "2");
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(path + "2"));
    }

    [Fact]
    public void Probabilities_are_a_distribution_and_surprisal_is_minus_the_log_of_the_truths()
    {
        var data = TestData.Iris();
        var predictions = Trainer.Fit(data).Classifier.Predict(data.Training);
        for (int row = 0; row < predictions.Rows; row++)
        {
            Assert.Equal(1, predictions.Probabilities[row].ToArray().Sum(), 1e-6);
            Assert.Equal(-Math.Log(predictions.Probabilities[row][data.Training.Targets!.Classes[row]]), predictions.Surprisal![row], 1e-5);
        }
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_the_truth_may_be_absent_or_partly_known()
    {
        var classifier = Trainer.Fit(TestData.Iris()).Classifier;
        var table = DataTable.FromRows(["petal_width", "note", "petal_length", "sepal_width", "sepal_length"], ["0.2", "x", "1.4", "3.5", "5.1"], ["2.1", "y", "5.9", "3.0", "7.1"]);
        var predictions = classifier.Predict(table);
        Assert.Equal(["setosa", "virginica"], Enumerable.Range(0, 2).Select(r => classifier.Decode(predictions.Probabilities[r])));
        Assert.Null(predictions.Surprisal);
        var partly = DataTable.FromRows(["petal_width", "species", "petal_length", "sepal_width", "sepal_length"], ["0.2", "setosa", "1.4", "3.5", "5.1"], ["2.1", "?", "5.9", "3.0", "7.1"]);
        Assert.Equal([false, true], classifier.Predict(partly).Surprisal!.Select(double.IsNaN));
    }

    [Fact]
    public void Several_labels_decode_to_those_above_one_half()
    {
        var data = TestData.Random(TargetKind.MultiLabel, rows: 50, columns: 4, classes: 3);
        var table = DataTable.FromColumns(
            [.. Enumerable.Range(0, 4).Select(f => DataColumn.OfNumbers($"x{f}", [.. Enumerable.Range(0, 50).Select(r => (double)data.Features[r * 4 + f])])),
             .. Enumerable.Range(0, 3).Select(k => DataColumn.OfNumbers($"c{k}", [.. Enumerable.Range(0, 50).Select(r => (double)data.Targets!.Values[r * 3 + k])]))]);
        var run = Trainer.Fit(TrainingData.Of(table, ["c0", "c1", "c2"]));
        Assert.Equal("c0|c2", run.Classifier.Decode([0.51f, 0.5f, 0.9f]));
        Assert.Equal("", run.Classifier.Decode([0.1f, 0.5f, 0.2f]));
        var predictions = run.Classifier.Predict(table);
        Assert.Equal(predictions.LabelSurprisal!.Take(3).Sum(), predictions.Surprisal![0], 1e-12);
    }

    [Fact]
    public void Outputs_of_a_loss_without_activation_are_read_as_probabilities()
    {
        var data = TestData.Random(TargetKind.MultiLabel, rows: 50, columns: 4, classes: 2);
        var table = DataTable.FromColumns(
            [.. Enumerable.Range(0, 4).Select(f => DataColumn.OfNumbers($"x{f}", [.. Enumerable.Range(0, 50).Select(r => (double)data.Features[r * 4 + f])])),
             .. Enumerable.Range(0, 2).Select(k => DataColumn.OfNumbers($"c{k}", [.. Enumerable.Range(0, 50).Select(r => (double)data.Targets!.Values[r * 2 + k])]))]);
        var predictions = Trainer.Fit(TrainingData.Of(table, ["c0", "c1"]), TrainingOptions.Default with { Loss = Loss.Mse }).Classifier.Predict(table);
        foreach (float p in predictions.Probabilities.Values) Assert.InRange(p, 0, 1);
    }

    [Fact]
    public void A_loss_that_does_not_fit_the_target_is_refused_with_those_that_do() => Assert.Equal(
        "binary-cross-entropy does not fit a column of classes; losses that do: cauchy-schwarz, cross-entropy, expectation-l1, expectation-l2, expectation-linf, focal, generalized-cross-entropy, log-squared, poly, spherical, symmetric-cross-entropy, tanimoto",
        Assert.Throws<TrainingException>(() => Trainer.Fit(TestData.Iris(), TrainingOptions.Default with { Loss = Loss.BinaryCrossEntropy })).Message);

    [Fact]
    public void Every_damaged_file_is_refused_in_one_line()
    {
        string path = Path.Combine(_folder, "m.safetensors");
        Trainer.Fit(TestData.Iris()).Classifier.Save(path);
        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 1500; i++)
        {
            byte[] damaged = i < 300 ? whole[..(whole.Length * i / 300)] : [.. whole];
            if (i >= 300) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            try
            {
                Classifier.Load(path); // a flipped bit of a weight cannot be seen
            }
            catch (ModelFileException e)
            {
                refused++;
                Assert.DoesNotContain('\n', e.Message);
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(refused, 900, 1500);
    }

    [Fact]
    public void A_layer_of_your_own_is_loaded_where_it_is_named()
    {
        string path = Path.Combine(_folder, "own.safetensors");
        using var stop = new CancellationTokenSource();
        var own = new Dictionary<string, Func<LayerReader, Layer>> { ["alarm"] = saved => new Alarm(saved.Inputs, stop, 0) };
        var options = TrainingOptions.Default with { Layers = (shape, outputs) => new Sequential(new Residual(new Alarm(shape.Count, stop, 0), null), new Dense(shape.Count, outputs)), Epochs = 1 };
        var trained = Trainer.Fit(TestData.Iris(), options).Classifier;
        trained.Save(path);
        Assert.Equal(trained.Logits(TestData.Iris().Training), Classifier.Load(path, own).Logits(TestData.Iris().Training));
        Assert.Contains("is of kind 'alarm', which this program does not know", Assert.Throws<ModelFileException>(() => Classifier.Load(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\\"version\\\":1", "\\\"version\\\":2", "is of version 2, this program reads version 1; a newer program wrote it")]
    [InlineData("\\\"activation\\\":\\\"softmax\\\"", "\\\"activation\\\":\\\"softmin\\\"", "'softmin' is no activation; one of identity, sigmoid, softmax was expected")]
    [InlineData("\\\"kind\\\":\\\"dense\\\"", "\\\"kind\\\":\\\"dance\\\"", ": layer 0: is of kind 'dance', which this program does not know: a layer of one's own is named where the file is loaded; kinds: average-pooling, batch-norm, channels-last, convolution, dense, dropout, embedding, gelu, global-average-pooling, layer-norm, max-pooling, pooled-convolution, relu, residual, sequential")]
    [InlineData("\\\"outputs\\\":3", "\\\"outputs\\\":4", "the layers map 4 features to 4 outputs, but the columns give 4 features and 3 classes")]
    public void A_file_that_says_something_else_is_refused_with_what_was_expected(string text, string instead, string message)
    {
        string path = Path.Combine(_folder, "m.safetensors");
        Trainer.Fit(TestData.Iris()).Classifier.Save(path);
        string content = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        Assert.Contains(text, content, StringComparison.Ordinal);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content.Replace(text, instead, StringComparison.Ordinal)));
        Assert.EndsWith(message, Assert.Throws<ModelFileException>(() => Classifier.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_evaluated_in_batches_gives_the_figures_of_the_whole()
    {
        var data = TestData.Iris();
        var classifier = Trainer.Fit(data).Classifier;
        using var source = EmbeddedData.Open("iris");
        var streamed = Evaluator.Evaluate(classifier, source);
        var whole = Evaluator.Evaluate(classifier, data.Training);
        Assert.Equal(150, streamed.Rows);
        Assert.Equal(whole.LogLoss, streamed.LogLoss);
        Assert.Equal(whole.Accuracy, streamed.Accuracy);
    }
}
