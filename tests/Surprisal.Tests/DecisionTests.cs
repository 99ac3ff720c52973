using System.Text;
using Surprisal.Data;

namespace Surprisal.Tests;

/// <summary>Temperature, thresholds and costs of a classifier: what they do, and that its file keeps them.</summary>
public sealed class DecisionTests : IDisposable
{
    static readonly CostMatrix s_costs = new(new double[,] { { 0, 1, 1 }, { 1, 0, 1 }, { 20, 30, 0 } });
    readonly string _folder = Directory.CreateTempSubdirectory("surprisal").FullName;

    string Model => Path.Combine(_folder, "m.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // By hand: p ∝ exp(z/T), so log p_a − log p_b is divided by T.
    [Fact]
    public void Logits_are_divided_by_the_temperature()
    {
        var data = TestData.Iris();
        var classifier = Trainer.Fit(data).Classifier;
        var sharp = classifier.Predict(data.Training);
        classifier.Temperature = 2.5;
        var even = classifier.Predict(data.Training);
        for (int row = 0; row < sharp.Rows; row += 10)
        {
            var p = sharp.Probabilities[row];
            var q = even.Probabilities[row];
            Assert.Equal(Math.Log(p[0] / p[2]) / 2.5, Math.Log(q[0] / q[2]), 1e-5);
            Assert.Equal(-Math.Log(q[data.Training.Targets!.Classes[row]]), even.Surprisal![row], 1e-5);
        }
        Assert.Equal(even.Surprisal!.Average(), Evaluator.Evaluate(classifier, data.Training).LogLoss, 1e-12);
    }

    [Fact]
    public void A_saved_classifier_keeps_temperature_and_costs()
    {
        var data = TestData.Iris();
        var classifier = Trainer.Fit(data, TrainingOptions.Default with { Costs = s_costs }).Classifier;
        classifier.Temperature = 1.25;
        classifier.Save(Model);
        var loaded = Classifier.Load(Model);
        Assert.Equal(1.25, loaded.Temperature);
        Assert.Equal(30, loaded.Costs![2, 1]);
        Assert.Equal(classifier.Predict(data.Training).Surprisal, loaded.Predict(data.Training).Surprisal);
        // Expected costs by hand: 0.45 + 0.1 · 20, 0.45 + 0.1 · 30 and 0.45 + 0.45; then 0.1, 0.9 and 1.
        Assert.Equal("virginica", loaded.Decode([0.45f, 0.45f, 0.1f]));
        Assert.Equal("setosa", loaded.Decode([0.9f, 0.1f, 0]));
        Assert.Equal(((SingleLabelEvaluation)Evaluator.Evaluate(classifier, data.Training)).Classes, ((SingleLabelEvaluation)Evaluator.Evaluate(loaded, data.Training)).Classes);
    }

    [Fact]
    public void A_saved_classifier_keeps_its_threshold_and_one_that_has_none_says_nothing_of_it()
    {
        var classifier = Trainer.Fit(Virginica()).Classifier;
        classifier.Save(Model);
        Assert.DoesNotContain("threshold", File.ReadAllText(Model), StringComparison.Ordinal);
        Assert.DoesNotContain("temperature", File.ReadAllText(Model), StringComparison.Ordinal);
        classifier.Thresholds = [0.125];
        classifier.Save(Model);
        var loaded = Classifier.Load(Model);
        Assert.Equal([0.125], loaded.Thresholds);
        Assert.Equal(["yes", "no"], [loaded.Decode([0.75f, 0.25f]), loaded.Decode([0.875f, 0.125f])]);
    }

    [Fact]
    public void Costs_of_two_classes_are_a_threshold()
    {
        var classifier = Trainer.Fit(Virginica(), TrainingOptions.Default with { Costs = new CostMatrix(new double[,] { { 0, 1 }, { 4, 0 } }) }).Classifier;
        Assert.Equal([0.2], classifier.Thresholds);
        Assert.Null(classifier.Costs);
    }

    [Fact]
    public void What_does_not_fit_the_classifier_is_refused()
    {
        var classifier = Trainer.Fit(TestData.Iris()).Classifier;
        string Message(Action set) => Assert.Throws<ArgumentException>(set).Message;
        Assert.Equal("the temperature must be above 0 and finite, got 0.", Message(() => classifier.Temperature = 0));
        Assert.Throws<ArgumentException>(() => classifier.Temperature = double.NaN);
        Assert.Equal("0 thresholds expected, only two classes and labels have any; got 1.", Message(() => classifier.Thresholds = [0.5]));
        Assert.Equal("costs: 3 × 3 expected, one row and column per class; got 2 × 2.", Message(() => classifier.Decide(new CostMatrix(new double[,] { { 0, 1 }, { 1, 0 } }))));
        var two = Trainer.Fit(Virginica()).Classifier;
        Assert.Equal("1 thresholds expected, the second class's; got 2.", Message(() => two.Thresholds = [0.5, 0.5]));
        Assert.Equal("thresholds must lie in [0, 1], got NaN.", Message(() => two.Thresholds = [double.NaN]));
    }

    [Theory]
    [InlineData("1.25", "-1.2", "the temperature must be above 0 and finite, got -1.2")]
    [InlineData("1.25", "\\\"1\\\"", "'temperature' holds what is no number")]
    [InlineData("[20,30,0]", "[20,30]  ", "'costs' is not square")]
    [InlineData("[20,30,0]", "[20,30,99]", "costs: where class 2 is true, answering 0 costs 20; a finite cost above that of the right answer, 99, was expected")]
    public void A_file_with_other_numbers_is_refused_with_what_was_expected(string text, string instead, string message)
    {
        var classifier = Trainer.Fit(TestData.Iris(), TrainingOptions.Default with { Costs = s_costs }).Classifier;
        classifier.Temperature = 1.25;
        classifier.Save(Model);
        byte[] file = File.ReadAllBytes(Model);
        string content = Encoding.Latin1.GetString(file), changed = content.Replace(text, instead, StringComparison.Ordinal);
        Assert.NotEqual(content, changed);
        // The header's length stands before it, and what became longer comes out of its padding or is added to it.
        byte[] bytes = Encoding.Latin1.GetBytes(changed);
        BitConverter.TryWriteBytes(bytes, BitConverter.ToInt64(file) + changed.Length - content.Length);
        File.WriteAllBytes(Model, bytes);
        Assert.Equal($"{Model}: the classifier's description is damaged: {message}", Assert.Throws<ModelFileException>(() => Classifier.Load(Model)).Message);
    }

    [Fact]
    public void A_probability_that_is_NaN_is_refused_with_its_row()
    {
        var data = TestData.Iris();
        var classifier = Trainer.Fit(data).Classifier;
        classifier.Model.Values()[0] = float.NaN;
        Assert.Equal(
            $"{data.Training.Place(0)}: the classifier's probability of 'setosa' is NaN: look for extreme values in this row, or in the weights",
            Assert.Throws<DataException>(() => Evaluator.Evaluate(classifier, data.Training)).Message);
    }

    static TrainingData Virginica()
    {
        var iris = TestData.Iris().Training;
        DataColumn[] features = [.. Enumerable.Range(0, 4).Select(f => DataColumn.OfNumbers($"x{f}", [.. Enumerable.Range(0, 150).Select(r => (double)iris.Features[r * 4 + f])]))];
        return TrainingData.Of(DataTable.FromColumns([.. features, DataColumn.OfTexts("virginica", iris.Targets!.Classes.Select(k => k == 2 ? "yes" : "no"))]), ["virginica"]);
    }
}
