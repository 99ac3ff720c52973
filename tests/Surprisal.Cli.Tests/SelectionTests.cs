using System.Text.Json;

namespace Surprisal.Cli.Tests;

public sealed class SelectionTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void What_a_cross_validation_prints_is_what_it_was() => Snapshot.Matches("train-iris-folds", Tool.Run("train", "iris", "--folds", "5").Output);

    [Fact]
    public void A_cross_validation_as_json_has_every_fold_and_the_model_of_all_rows_is_kept()
    {
        using var json = JsonDocument.Parse(Tool.Run("train", "iris", "--folds", "3", "--tune", "4", "--out", _tool.File("m"), "--format", "json").Output);
        var folds = json.RootElement.GetProperty("cross_validation").GetProperty("folds");
        Assert.Equal(150, folds.EnumerateArray().Sum(fold => fold.GetProperty("rows").GetInt32()));
        Assert.Equal(150, json.RootElement.GetProperty("train_rows").GetInt32());
        Assert.Equal("nothing", json.RootElement.GetProperty("evaluated_on").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("tuning").GetProperty("trials").GetArrayLength());
        Assert.True(File.Exists(_tool.File("m")));
    }

    [Fact]
    public void Groups_stay_together_and_are_not_learnt_from()
    {
        // A column that gives the answer away, were it learnt from; and one that says nothing.
        string csv = _tool.Write("g.csv", "x,patient,y\n" + string.Concat(Enumerable.Range(0, 120).Select(i => $"{i * 7 % 10},p{i / 10},{(i / 10 % 2 == 0 ? "a" : "b")}\n")));
        using var json = JsonDocument.Parse(Tool.Run("train", csv, "--target", "y", "--folds", "4", "--group", "patient", "--format", "json").Output);
        var folds = json.RootElement.GetProperty("cross_validation").GetProperty("folds").EnumerateArray().ToArray();
        Assert.All(folds, fold => Assert.Equal(30, fold.GetProperty("rows").GetInt32()));
        Assert.InRange(json.RootElement.GetProperty("cross_validation").GetProperty("accuracy").GetProperty("mean").GetDouble(), 0.2, 0.8);
    }

    [Fact]
    public void A_stream_is_learnt_in_one_pass_and_its_model_predicts()
    {
        string csv = _tool.Write("s.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i * 7 % 100},{(i * 7 % 100 < 50 ? "low" : "high")}\n")));
        using var json = JsonDocument.Parse(Tool.Run("train", csv, "--target", "y", "--stream", "--learning-rate", "0.05", "--out", _tool.File("m"), "--format", "json").Output);
        Assert.InRange(json.RootElement.GetProperty("accuracy").GetDouble(), 0.95, 1);
        Assert.Equal(5000, json.RootElement.GetProperty("train_rows").GetInt32() + json.RootElement.GetProperty("rows").GetInt32());
        Assert.Contains("\nlow,", Tool.Run("predict", _tool.File("m"), csv).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: 500 folds need as many rows, got 150\n", "--folds", "500")]
    [InlineData("error: --folds must be a whole number of 2 or more, got '1'\n", "--folds", "1")]
    [InlineData("error: --group keeps rows together in folds: give --folds N as well\n", "--group", "species")]
    [InlineData("error: --folds and --validation both say which rows to hold out: give one of them\n", "--folds", "3", "--validation", "0.2")]
    [InlineData("error: --stream reads the file once: leave out --folds and --tune, or --stream\n", "--stream", "--folds", "3")]
    [InlineData("error: --stream trains linear models: leave out --model, or --stream\n", "--stream", "--model", "mlp")]
    [InlineData("error: --tune must be a whole number of 2 or more, got '0'\n", "--tune", "0")]
    public void What_does_not_fit_is_refused(string message, params string[] arguments)
    {
        var result = Tool.Run(["train", "iris", .. arguments]);
        Assert.NotEqual(0, result.Code);
        Assert.Equal(message, result.Error.ReplaceLineEndings("\n"));
    }
}
