using Surprisal.Data;

namespace Surprisal.Tests;

public class TabularTests
{
    static readonly TrainingOptions s_options = TrainingOptions.For(ModelKind.Tabular) with { Hidden = [16], Threads = 1 };

    // The answer is which of two groups a town belongs to: no order of the towns tells.
    static DataTable Towns(int rows) => DataTable.FromRows(["town", "size", "y"], Enumerable.Range(0, rows).Select(i => (IReadOnlyList<string?>)[$"t{i * 7 % 20}", $"{i % 13}", "abba"[i * 7 % 20 % 4].ToString()]));

    [Fact]
    public async Task Levels_are_learnt_and_levels_never_seen_are_taken_as_other()
    {
        var classifier = await Trainer.FitAsync(Towns(1500), target: "y", s_options, stop: TestContext.Current.CancellationToken);
        Assert.Equal(["town", "size"], classifier.Encoder.Features.FeatureNames);
        var category = Assert.Single(classifier.Encoder.Features.Categories);
        Assert.Equal(new CategoryColumn("town", 0, 21), category); // twenty towns, and any other
        foreach (int town in (int[])[0, 1, 2, 3, 9, 18])
            Assert.Equal("abba"[town % 4].ToString(), classifier.Predict(new { town = $"t{town}", size = 4 }).Label);
        Assert.Equal(1, classifier.Predict(new { town = "never seen", size = 4 }).Probabilities.Sum(), 1e-6);
        Assert.Equal(1, classifier.Predict(new { town = (string?)null, size = 4 }).Probabilities.Sum(), 1e-6);
    }

    [Fact]
    public async Task A_saved_classifier_is_the_same()
    {
        var classifier = await Trainer.FitAsync(Towns(300), target: "y", s_options, stop: TestContext.Current.CancellationToken);
        string path = Path.GetTempFileName();
        try
        {
            classifier.Save(path);
            var again = Classifier.Load(path);
            Assert.Equal(classifier.Predict(Towns(40)).Probabilities.Values.ToArray(), again.Predict(Towns(40)).Probabilities.Values.ToArray());
            Assert.Equal(classifier.Model.Statistics().ToArray(), again.Model.Statistics().ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Numbers_of_levels_are_refused_by_other_models()
    {
        var data = TrainingData.Of(Towns(100), ["y"], new() { Categories = CategoryEncoding.Index });
        Assert.Equal(
            "'town' is encoded as the number of a level, which a tabular model learns a vector for; other models need CategoryEncoding.OneHot",
            Assert.Throws<TrainingException>(() => Trainer.Fit(data)).Message);
    }

    [Fact]
    public void One_hot_categories_are_refused_by_a_tabular_model()
    {
        var data = TrainingData.Of(Towns(100), ["y"], new() { Categories = CategoryEncoding.OneHot });
        Assert.Equal(
            "a tabular model learns a vector for each category, but these are encoded one-hot: read the data with CategoryEncoding.Index (Trainer.Categories says so)",
            Assert.Throws<TrainingException>(() => Trainer.Fit(data, s_options)).Message);
    }

    [Fact]
    public async Task Layers_of_your_own_are_trained()
    {
        var options = TrainingOptions.Default with { Layers = (shape, outputs) => new Sequential(new Dense(shape.Count, 12), new Gelu(12), new LayerNorm(12), new Dense(12, outputs)), Threads = 1 };
        var classifier = await Trainer.FitAsync(Towns(1500), target: "y", options, stop: TestContext.Current.CancellationToken);
        Assert.Equal("b", classifier.Predict(new { town = "t1", size = 4 }).Label);
    }
}
