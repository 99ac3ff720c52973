using System.Text.Json;
using System.Text.RegularExpressions;

namespace Surprisal.Cli.Tests;

public sealed partial class TrainTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void The_embedded_digits_are_told_apart()
    {
        using var json = JsonDocument.Parse(Tool.Run("train", "--format", "json").Output);
        Assert.InRange(json.RootElement.GetProperty("accuracy").GetDouble(), 0.95, 1);
        Assert.Equal(359, json.RootElement.GetProperty("rows").GetInt32());
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("mlp")]
    public void What_train_prints_is_what_it_was(string model)
    {
        var result = Tool.Run("train", "iris", "--model", model, "--epochs", "40");
        Assert.Equal(0, result.Code);
        Assert.Equal("", result.Error);
        Snapshot.Matches($"train-iris-{model}", Fleeting().Replace(result.Output, "?"));
    }

    [Fact]
    public void Json_is_one_object_with_all_figures()
    {
        using var json = JsonDocument.Parse(Tool.Run("train", "iris", "--format", "json").Output);
        foreach (string key in (string[])["model", "loss", "train_rows", "objective", "epochs", "seconds", "seed", "rows", "log_loss", "prior_log_loss", "uniform_log_loss", "accuracy",
            "accuracy_low", "accuracy_high", "macro_precision", "macro_recall", "macro_f1", "ece", "brier", "classes", "confusion", "calibration", "evaluated_on", "notices"])
            Assert.True(json.RootElement.TryGetProperty(key, out _), key);
        Assert.Equal(30, json.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(Math.Log(3), json.RootElement.GetProperty("uniform_log_loss").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("mlp")]
    public void The_same_command_writes_the_same_bytes_on_any_number_of_threads(string model)
    {
        byte[] Model(string name, params string[] more)
        {
            Assert.Equal(0, Tool.Run(["train", "digits", "--model", model, "--epochs", "3", "--out", _tool.File(name), .. more]).Code);
            return File.ReadAllBytes(_tool.File(name));
        }
        byte[] one = Model("1", "--threads", "1");
        Assert.Equal(one, Model("1b", "--threads", "1"));
        Assert.Equal(one, Model("2", "--threads", "2"));
        Assert.NotEqual(one, Model("3", "--seed", "2"));
    }

    [Fact]
    public void A_saved_classifier_predicts_and_evaluates()
    {
        string iris = _tool.Iris(), model = _tool.File("m.safetensors");
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--out", model).Code);
        var predicted = Tool.Run("predict", model, iris);
        string[] lines = predicted.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal("predicted,prob_setosa,prob_versicolor,prob_virginica,surprisal", lines[0]);
        Assert.Equal(151, lines.Length);
        string[] cells = lines[1].Split(',');
        Assert.Equal("setosa", cells[0]);
        Assert.Equal(1, cells[1..4].Sum(c => double.Parse(c, System.Globalization.CultureInfo.InvariantCulture)), 1e-5);
        Assert.Equal(-Math.Log(double.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture)), double.Parse(cells[4], System.Globalization.CultureInfo.InvariantCulture), 1e-5);

        Assert.Equal(0, Tool.Run("predict", model, iris, "--out", _tool.File("p.csv")).Code);
        Assert.Equal(predicted.Output, File.ReadAllText(_tool.File("p.csv")));
        Assert.Equal(predicted.Output, Tool.Run("predict", model, iris, "--threads", "1").Output);
        Assert.Equal(predicted.Output, Tool.Run("predict", model, iris, "--threads", "3").Output);
        using var json = JsonDocument.Parse(Tool.Run("evaluate", model, iris, "--format", "json").Output);
        string[] truth = File.ReadAllLines(iris);
        int right = Enumerable.Range(1, 150).Count(i => truth[i].EndsWith(',' + lines[i].Split(',')[0], StringComparison.Ordinal));
        Assert.Equal(right / 150.0, json.RootElement.GetProperty("accuracy").GetDouble(), 1e-12);
        double surprisal = lines[1..].Average(l => double.Parse(l.Split(',')[4], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(surprisal, json.RootElement.GetProperty("log_loss").GetDouble(), 1e-6);
    }

    [Fact]
    public void A_schema_is_written_edited_and_read()
    {
        string csv = _tool.Write("t.csv", "size,code,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 9},{i % 3},{(i % 3 == 0 ? "a" : "b")}\n")));
        string schema = _tool.File("schema.json");
        Assert.Equal(0, Tool.Run("train", csv, "--target", "y", "--schema-out", schema).Code);
        string text = File.ReadAllText(schema);
        Assert.Contains("\"numeric\"", text, StringComparison.Ordinal);
        File.WriteAllText(schema, Code().Replace(text, "$1categorical"));
        Assert.Contains("  numeric: size\n  categorical: code\n", Tool.Run("train", csv, "--schema", schema).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains(": 1 feature, 2 classes of 'y'\n  numeric: code\n", Tool.Run("train", csv, "--target", "y", "--ignore", "size").Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_columns_are_several_labels_or_soft_labels()
    {
        string labels = _tool.Write("l.csv", "x,a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 10},{(i % 10 > 4 ? 1 : 0)},{(i % 10 > 7 ? 1 : 0)}\n")));
        using var multi = JsonDocument.Parse(Tool.Run("train", labels, "--target", "a,b", "--format", "json").Output);
        Assert.Equal("binary-cross-entropy", multi.RootElement.GetProperty("loss").GetString());
        Assert.InRange(multi.RootElement.GetProperty("micro_f1").GetDouble(), 0.6, 1);
        string soft = _tool.Write("s.csv", "x,a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 10},0.{i % 10},{(i % 10 == 0 ? "1" : $"0.{10 - i % 10}")}\n")));
        using var distribution = JsonDocument.Parse(Tool.Run("train", soft, "--target", "a,b", "--format", "json").Output);
        Assert.Equal("cross-entropy", distribution.RootElement.GetProperty("loss").GetString());
        Assert.InRange(distribution.RootElement.GetProperty("kl_divergence").GetDouble(), 0, 0.05);
    }

    [Fact]
    public void A_test_file_is_reported_on_instead_of_rows_held_out()
    {
        string iris = _tool.Iris();
        using var json = JsonDocument.Parse(Tool.Run("train", iris, "--target", "species", "--test", iris, "--format", "json").Output);
        Assert.Equal("test", json.RootElement.GetProperty("evaluated_on").GetString());
        Assert.Equal(150, json.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(150, json.RootElement.GetProperty("train_rows").GetInt32());
        Assert.Equal(31.378768, json.RootElement.GetProperty("objective").GetDouble(), 1e-4); // scikit-learn's LogisticRegression on the same encoding
    }

    [Fact]
    public void Options_of_the_loss_are_obeyed()
    {
        string With(string loss) => Tool.Run("train", "iris", "--loss", loss, "--format", "json").Output;
        using JsonDocument plain = JsonDocument.Parse(With("cross-entropy")), smooth = JsonDocument.Parse(With("cross-entropy:label-smoothing=0.2"));
        Assert.True(smooth.RootElement.GetProperty("objective").GetDouble() > plain.RootElement.GetProperty("objective").GetDouble() + 10);
    }

    [Fact]
    public void A_class_that_evaluation_never_sees_is_warned_of_but_not_one_that_comes_late()
    {
        string[] Rows(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => FormattableString.Invariant($"{i % 7},{i / 3000}"))];
        string all = _tool.Write("all.csv", "x,y\n" + string.Join('\n', Rows(0, 6000)) + "\n"), half = _tool.Write("half.csv", "x,y\n" + string.Join('\n', Rows(0, 3000)) + "\n");
        string model = _tool.File("m.safetensors");
        Assert.DoesNotContain("warning", Tool.Run("train", all, "--target", "y", "--out", model).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", Tool.Run("evaluate", model, all).Output, StringComparison.Ordinal);
        Assert.Contains("warning SUR015: class 1 of 2 does not occur in 3000 rows; ", Tool.Run("evaluate", model, half).Output, StringComparison.Ordinal);
    }

    // Time, and what the last bits of another register width would change.
    [GeneratedRegex(@"(?<=in )[0-9.]+(?= s\b)|(?<=after )[0-9]+(?= iterations)|(?<=largest slope )[0-9.e-]+")]
    private static partial Regex Fleeting();

    [GeneratedRegex("(\"code\",\\s*\"kind\":\\s*\")numeric")]
    private static partial Regex Code();
}
