using System.Globalization;
using System.Text.Json;

namespace Surprisal.Cli.Tests;

/// <summary><c>train --calibrate</c> and <c>--thresholds</c>, and what <c>evaluate</c> and <c>predict</c> make of them.</summary>
public sealed class TuningTests : IDisposable
{
    const int BadData = 1;
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_temperature_is_fitted_told_saved_and_obeyed()
    {
        string data = Noisy(), model = _tool.File("m.safetensors");
        string[] train = ["train", data, "--target", "y", "--test", data, "--c", "100", "--calibrate"];
        using var json = JsonDocument.Parse(Runs([.. train, "--out", model, "--format", "json"]));
        var root = json.RootElement;
        Assert.InRange(root.GetProperty("temperature").GetDouble(), 1.1, 10);
        Assert.True(root.GetProperty("validation_log_loss_after").GetDouble() < root.GetProperty("validation_log_loss_before").GetDouble());
        using var evaluated = JsonDocument.Parse(Runs("evaluate", model, data, "--format", "json"));
        Assert.Equal(root.GetProperty("log_loss").GetDouble(), evaluated.RootElement.GetProperty("log_loss").GetDouble());
        double[] surprisal = [.. Runs("predict", model, data).ReplaceLineEndings("\n").TrimEnd().Split('\n')[1..].Select(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture))];
        Assert.Equal(root.GetProperty("log_loss").GetDouble(), surprisal.Average(), 1e-6);
        string text = Runs(train);
        Assert.Contains("  270 rows to learn from, 30 to calibrate\n", text, StringComparison.Ordinal);
        Assert.Contains(", fitted to 30 validation rows: their log-loss goes from ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_all_told_apart_are_said_to_be() => Assert.Contains(
        "\nTemperature 1: all 12 validation rows are told apart, and set no limit to how sure the model may be\n", Runs("train", "iris", "--calibrate"), StringComparison.Ordinal);

    [Fact]
    public void Thresholds_decide_what_is_predicted()
    {
        string data = Noisy(), model = _tool.File("m.safetensors"), costs = _tool.Write("costs.csv", "truth,yes,no\nyes,0,9\nno,1,0\n");
        Assert.Contains("\nThresholds: yes above 0.1000\n", Runs("train", data, "--target", "y", "--thresholds", costs, "--out", model), StringComparison.Ordinal);
        foreach (string line in Runs("predict", model, data).ReplaceLineEndings("\n").TrimEnd().Split('\n')[1..])
        {
            string[] cells = line.Split(',');
            Assert.Equal(double.Parse(cells[2], CultureInfo.InvariantCulture) > 0.1 ? "yes" : "no", cells[0]);
        }
        using var f1 = JsonDocument.Parse(Runs("train", data, "--target", "y", "--thresholds", "f1", "--format", "json"));
        Assert.InRange(f1.RootElement.GetProperty("thresholds")[0].GetDouble(), 0.01, 0.99);
    }

    [Fact]
    public void The_class_of_least_expected_cost_is_predicted()
    {
        string costs = _tool.Write("costs.csv", ",virginica,setosa,versicolor\nsetosa,1,0,1\nvirginica,0,1000,1000\nversicolor,1,1,0\n");
        string text = Runs("train", "iris", "--thresholds", costs);
        Assert.Contains("\nAnswers: the class of least expected cost\n", text, StringComparison.Ordinal);
        Assert.Contains("  versicolor       ·           ·         10\n", text, StringComparison.Ordinal); // nearly all of them may be a virginica
    }

    [Fact]
    public void Labels_have_costs_of_0_and_1()
    {
        string labels = _tool.Write("l.csv", "x,a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 10},{(i % 10 > 4 ? 1 : 0)},{(i % 10 > 7 ? 1 : 0)}\n")));
        string costs = _tool.Write("costs.csv", ",0,1\n0,0,1\n1,3,0\n");
        using var json = JsonDocument.Parse(Runs("train", labels, "--target", "a,b", "--thresholds", costs, "--format", "json"));
        Assert.Equal([0.25, 0.25], json.RootElement.GetProperty("thresholds").EnumerateArray().Select(t => t.GetDouble()));
    }

    [Theory]
    [InlineData("", "costs.csv: is empty")]
    [InlineData(",setosa,versicolor\n", "costs.csv:1: one column expected for class 'virginica', got 0")]
    [InlineData(",setosa,versicolor,virginca\n", "costs.csv:1: 'virginca' is not a class; did you mean 'virginica'?")]
    [InlineData(",setosa,versicolor,virginica\nsetosa,0,1\n", "costs.csv:2: 4 cells expected, a class and its costs, got 3")]
    [InlineData(",setosa,versicolor,virginica\nsetosa,0,1,much\n", "costs.csv:2: 'much' is no cost; a finite number was expected")]
    [InlineData(",setosa,versicolor,virginica\nsetosa,0,1,1\n", "costs.csv: one row expected for class 'versicolor', got 0")]
    [InlineData(",setosa,versicolor,virginica\nse\"tosa,0,1,1\n", "costs.csv:2: is not CSV: a quote stands where none can be")]
    [InlineData(",setosa,versicolor,virginica\nsetosa,0,1,1\nversicolor,1,0,1\nvirginica,0,1,0\n",
        "costs.csv: costs: where class 2 is true, answering 0 costs 0; a finite cost above that of the right answer, 0, was expected")]
    public void Costs_that_cannot_be_used_are_named(string content, string message)
    {
        string costs = _tool.Write("costs.csv", content);
        Tool.Fails(BadData, $"{costs[..^"costs.csv".Length]}{message}", "train", "iris", "--thresholds", costs);
    }

    [Fact]
    public void What_cannot_be_tuned_is_refused_before_anything_is_printed()
    {
        Tool.Fails(BadData, "3 classes have no thresholds to tune for F1: two classes and labels have; costs decide among more classes", "train", "iris", "--thresholds", "f1");
        Tool.Fails(BadData, "none.csv: cannot be read as a file of costs; --thresholds takes f1 or COSTS.csv", "train", "iris", "--thresholds", "none.csv");
    }

    /// <summary>Two classes that one feature of many tells something about: a model that is much too sure of itself.</summary>
    string Noisy()
    {
        var random = new Random(3);
        string[] lines = [.. Enumerable.Range(0, 300).Select(_ =>
        {
            double x = random.NextDouble() * 4 - 2;
            string noise = string.Join(',', Enumerable.Range(0, 60).Select(_ => random.NextDouble().ToString("0.000", CultureInfo.InvariantCulture)));
            return $"{x.ToString("0.000", CultureInfo.InvariantCulture)},{noise},{(random.NextDouble() < 1 / (1 + Math.Exp(1 - x)) ? "yes" : "no")}";
        })];
        return _tool.Write("noisy.csv", $"x,{string.Join(',', Enumerable.Range(0, 60).Select(f => $"noise{f}"))},y\n{string.Join('\n', lines)}\n");
    }

    static string Runs(params string[] args)
    {
        var result = Tool.Run(args);
        Assert.Equal(("", 0), (result.Error, result.Code));
        return result.Output.ReplaceLineEndings("\n");
    }
}
