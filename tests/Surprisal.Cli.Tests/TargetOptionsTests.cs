using System.Globalization;
using System.Text.Json;

namespace Surprisal.Cli.Tests;

/// <summary>The options of train that say what rows and classes count, and how training rows are altered.</summary>
public sealed class TargetOptionsTests : IDisposable
{
    const int BadData = 1, BadUsage = 2;
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("--pos-weight must be balanced, a number above 0 or a file, got '-2'", "labels", "--pos-weight", "-2")]
    [InlineData("--pos-weight: cross-entropy knows no positive weights; it knows class weights, label smoothing, index to ignore, z-loss", "iris", "--pos-weight", "2")]
    [InlineData("--class-weights: binary-cross-entropy knows no class weights; it knows label smoothing, positive weights", "labels", "--class-weights", "balanced")]
    [InlineData("--label-smoothing: spherical knows no label smoothing; it knows no options", "iris", "--loss", "spherical", "--label-smoothing", "0.1")]
    [InlineData("--label-smoothing must be a number from 0 to 1, got '2'", "iris", "--label-smoothing", "2")]
    [InlineData("--mixup must be a number above 0, got '0'", "iris", "--mixup", "0")]
    [InlineData("--sample must be shuffled or balanced or weighted, got 'even'", "iris", "--sample", "even")]
    [InlineData("--augment must be flip, shift or shift=PIXELS, got 'shift=0'", "iris", "--augment", "flip,shift=0")]
    [InlineData("--augment must be flip, shift or shift=PIXELS, got 'rotate'", "iris", "--augment", "rotate")]
    [InlineData("--class-weights balanced and --sample balanced do the same: rare classes would count twice; give one of them", "iris", "--model", "mlp", "--class-weights", "balanced", "--sample", "balanced")]
    public void A_wrong_call_says_what_would_be_right(string message, string data, params string[] options) => Tool.Fails(BadUsage, message, [.. Train(data), .. options]);

    [Theory]
    [InlineData("mixup needs a network, which learns batch by batch; a linear model is fitted to all rows at once", "--mixup", "0.4")]
    [InlineData("weighted sampling needs row weights, and these rows have none", "--model", "mlp", "--sample", "weighted")]
    [InlineData("augmentation needs pictures, and these rows are lists of 4 features", "--model", "mlp", "--augment", "flip")]
    [InlineData("mixup makes rows of two classes, and focal takes one; losses that take both: cauchy-schwarz, cross-entropy, expectation-l1, expectation-l2, expectation-linf, log-squared, spherical, tanimoto", "--model", "mlp", "--loss", "focal", "--mixup", "0.4")]
    [InlineData("hinge does not fit a column of classes; losses that do: cauchy-schwarz, cross-entropy, expectation-l1, expectation-l2, expectation-linf, focal, generalized-cross-entropy, log-squared, poly, spherical, symmetric-cross-entropy, tanimoto", "--loss", "hinge", "--class-weights", "balanced")]
    [InlineData("iris: column 'species' has no empty cell: class \"none\" would have no rows", "--na", "none")]
    [InlineData("column 'species' cannot be both target and weight", "--row-weight", "species")]
    public void What_does_not_fit_the_data_is_named(string message, params string[] options) => Tool.Fails(BadData, message, [.. Train("iris"), .. options]);

    [Fact]
    public void A_file_of_weights_must_name_the_classes()
    {
        Tool.Fails(BadData, "w.csv:2: column 'class': \"sentosa\" is not a class; did you mean 'setosa'?", "train", "iris", "--class-weights", _tool.Write("w.csv", "class,weight\nsentosa,1\n"));
        Tool.Fails(BadData, "v.csv: 3 class weights expected, one per class, got 2", "train", "iris", "--class-weights", _tool.Write("v.csv", "weight\n1\n2\n"));
        Tool.Fails(BadData, "every class weight is 0: there is nothing to learn from", "train", "iris", "--class-weights", _tool.Write("z.csv", "weight\n0\n0\n0\n"));
        Tool.Fails(BadData, $"{_tool.File("missing.csv")} is not there", "train", "iris", "--class-weights", _tool.File("missing.csv"));
    }

    [Fact]
    public void Balanced_weights_are_those_of_a_file_with_the_same_numbers_and_find_more_of_the_rare_class()
    {
        string data = Rare();
        // 180 and 20 rows: 200/(2·180) and 200/(2·20).
        string file = _tool.Write("w.csv", "class,weight\nrare,5\ncommon,0.55555555555555556\n");
        double[] plain = Recalls(data, "--ignore", "w"), balanced = Recalls(data, "--ignore", "w", "--class-weights", "balanced");
        double[] same = Recalls(data, "--ignore", "w", "--class-weights", file);
        Assert.Equal(balanced, same);
        Assert.True(balanced[1] > plain[1] + 0.2, $"{balanced[1]} against {plain[1]}");
    }

    [Fact]
    public void Rows_count_by_their_weights()
    {
        // Each row of the rare class counts nine times: as many as the others.
        string data = Rare();
        double[] balanced = Recalls(data, "--ignore", "w", "--class-weights", "balanced"), weighted = Recalls(data, "--row-weight", "w");
        Assert.Equal(balanced[1], weighted[1], 0.11);
        Assert.Contains("  row weight: w\n", Tool.Run("train", data, "--target", "y", "--row-weight", "w").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_cells_are_a_class_if_they_are_named_and_refused_if_not()
    {
        string[] answers = ["a", "b", ""];
        string data = _tool.Write("na.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 3 * 100 + i},{answers[i % 3]}\n")));
        Tool.Fails(BadData, "na.csv:4: column 'y': the target is missing", "train", data, "--target", "y");
        string model = _tool.File("m.safetensors");
        Assert.Contains("3 classes of 'y'", Tool.Run("train", data, "--target", "y", "--na", "other", "--out", model).Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Tool.Run("evaluate", model, data, "--format", "json").Output);
        Assert.Equal(60, json.RootElement.GetProperty("rows").GetInt32());
    }

    [Fact]
    public void A_network_trained_on_altered_rows_is_the_same_on_any_number_of_threads()
    {
        byte[] Model(string name, params string[] more)
        {
            string[] options = ["--model", "mlp", "--epochs", "3", "--mixup", "0.4", "--sample", "balanced", "--label-smoothing", "0.1", "--out", _tool.File(name)];
            Assert.Equal(0, Tool.Run([.. Train("iris"), .. options, .. more]).Code);
            return File.ReadAllBytes(_tool.File(name));
        }
        byte[] one = Model("1", "--threads", "1");
        Assert.Equal(one, Model("2", "--threads", "2"));
        Assert.NotEqual(one, Model("3", "--seed", "2"));
    }

    string[] Train(string data) => data == "iris" ? ["train", "iris"]
        : ["train", _tool.Write("labels.csv", "x,a,b\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i % 2},{i / 2 % 2}\n"))), "--target", "a,b"];

    /// <summary>One row in ten is rare, and the two classes overlap.</summary>
    string Rare()
    {
        var random = new Random(4);
        return _tool.Write("rare.csv", "x,w,y\n" + string.Concat(Enumerable.Range(0, 250).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{random.NextDouble() + (i % 10 == 0 ? 0.6 : 0):0.000000},{(i % 10 == 0 ? 9 : 1)},{(i % 10 == 0 ? "rare" : "common")}\n"))));
    }

    static double[] Recalls(string data, params string[] options)
    {
        using var json = JsonDocument.Parse(Tool.Run(["train", data, "--target", "y", "--format", "json", .. options]).Output);
        return [.. json.RootElement.GetProperty("classes").EnumerateArray().Select(k => k.GetProperty("recall").GetDouble())];
    }
}
