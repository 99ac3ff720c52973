using Surprisal.Data;

namespace Surprisal.Tests;

public class FitAsyncTests
{
    sealed record Row(double X, string Kind);

    static DataTable Table() => DataTable.FromRecords(Enumerable.Range(0, 60).Select(i => new Row(i % 10, i % 10 < 5 ? "low" : "high")));

    [Fact]
    public async Task A_classifier_of_records_predicts_objects_with_the_same_properties()
    {
        var classifier = await Trainer.FitAsync(Table(), target: "Kind", stop: TestContext.Current.CancellationToken);
        var prediction = classifier.Predict(new { X = 1.0 });
        Assert.Equal("low", prediction.Label);
        Assert.Equal(["high", "low"], prediction.Classes);
        Assert.Equal(1, prediction["low"] + prediction["high"], 1e-6);
        Assert.Equal(classifier.Predict(DataTable.FromColumns(DataColumn.OfNumbers("X", 1))).Probabilities[0].ToArray(), prediction.Probabilities);
        Assert.Equal("high", classifier.Predict(new Row(8, null!)).Label);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var classifier = await Trainer.FitAsync(Table(), target: "Kind", stop: TestContext.Current.CancellationToken);
        Assert.Contains("a column of the model is missing: X", Assert.Throws<DataException>(() => classifier.Predict(new { Y = 1.0 })).Message, StringComparison.Ordinal);
        Assert.Equal("'mid' is not a class; classes: high, low.", Assert.Throws<ArgumentException>(() => classifier.Predict(new { X = 1.0 })["mid"]).Message);
        var error = await Assert.ThrowsAsync<DataException>(() => Trainer.FitAsync(Table(), target: "Knd", stop: TestContext.Current.CancellationToken));
        Assert.Contains("'Kind'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_is_obeyed()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Trainer.FitAsync(Table(), target: "Kind", stop: stop.Token));
    }
}
