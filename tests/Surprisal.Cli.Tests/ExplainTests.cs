using System.Text.Json;
using Surprisal.Data;

namespace Surprisal.Cli.Tests;

/// <summary><c>surprisal explain</c>: what it shows, where rows come from, and what is refused.</summary>
public sealed class ExplainTests : IDisposable
{
    const int BadData = 1, BadUsage = 2;
    static readonly string[] s_lesson = ["explain", "--logits", "4.6,-2.1,0.3", "--classes", "cat,dog,plane"];
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("class", "--target", "0")]
    [InlineData("weighted", "--target", "dog", "--loss", "focal", "--class-weights", "1,2,1")]
    [InlineData("smoothed", "--target", "0", "--label-smoothing", "0.1")]
    [InlineData("soft", "--target", "0.7,0.2,0.1")]
    [InlineData("labels", "--target", "1,0,1", "--loss", "binary-cross-entropy")]
    [InlineData("margin", "--target", "2", "--loss", "hinge")]
    [InlineData("losses", "--target", "0", "--losses", "cross-entropy,focal:gamma=1,mse,hinge")]
    public void One_row_is_a_page(string name, params string[] options) => Snapshot.Matches($"explain-{name}", Runs([.. s_lesson, .. options]));

    [Fact]
    public void Several_rows_are_told_in_brief() =>
        Snapshot.Matches("explain-rows", Runs("explain", "--logits", "4.6,-2.1,0.3;0.5,1.5,3;1,1,1;9,9,9", "--target", "0;2;1;-100", "--classes", "cat,dog,plane", "--class-weights", "1,2,1", "--ignore-index", "-100"));

    [Theory, InlineData(1), InlineData(2)]
    public void A_row_of_a_linear_model_shows_what_pushes_its_logits(double temperature)
    {
        string iris = _tool.Iris(), model = _tool.File("m.safetensors");
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--out", model).Code);
        var classifier = Classifier.Load(model);
        classifier.Temperature = temperature;
        classifier.Save(model);
        string page = Runs("explain", model, iris, "--row", "17");
        if (temperature != 1) Assert.Contains("The logits are the model's outputs divided by its temperature, 2.0000.", page, StringComparison.Ordinal);
        else Snapshot.Matches("explain-model", page);
        var json = Json("explain", model, iris, "--row", "17");
        double[] Pushes(JsonElement e) => [.. e.EnumerateArray().Select(v => v.GetDouble())];
        for (int k = 0; k < 3; k++)
        {
            double logit = Pushes(json.GetProperty("biases"))[k] + json.GetProperty("features").EnumerateArray().Sum(f => Pushes(f.GetProperty("pushes"))[k]);
            Assert.Equal(logit, json.GetProperty("classes")[k].GetProperty("logit").GetDouble(), 1e-5);
        }
        // The surprisal that predict writes is the loss of the same row.
        string predicted = Tool.Run("predict", model, iris).Output.ReplaceLineEndings("\n").Split('\n')[18].Split(',')[^1];
        Assert.Equal(double.Parse(predicted, System.Globalization.CultureInfo.InvariantCulture), json.GetProperty("value").GetDouble(), 1e-6);
        Assert.Contains("The answer is virginica", Runs("explain", model, iris, "--row", "17", "--target", "virginica"), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_give_the_value_of_the_loss_command()
    {
        Save("z.npy", NpyArray.Of<float>([1, -2, 0.5f, 3, 0, -1], 2, 3));
        Save("t.npy", NpyArray.Of<long>([0, 2], 2));
        double value = JsonDocument.Parse(Runs("loss", "cross-entropy", "--logits", File("z.npy"), "--targets", File("t.npy"), "--format", "json")).RootElement.GetProperty("value").GetDouble();
        var json = Json("explain", "--logits", File("z.npy"), "--targets", File("t.npy"));
        Assert.Equal(value, json.GetProperty("value").GetDouble());
        Assert.Equal(2, json.GetProperty("rows").GetArrayLength());
        var row = Json("explain", "--logits", File("z.npy"), "--targets", File("t.npy"), "--row", "1");
        Assert.Equal(Math.Log(Math.Exp(4) + Math.E + 1), row.GetProperty("value").GetDouble(), 1e-6); // logits 3, 0, −1 and class 2
    }

    [Theory, InlineData("binary-cross-entropy"), InlineData("binary-focal"), InlineData("asymmetric"), InlineData("sigmoid-distance"), InlineData("mse")]
    public void Hard_and_soft_labels_share_one_table(string loss)
    {
        Save("z.npy", NpyArray.Of<float>([1.5f, -0.5f], 1, 2));
        Save("t.npy", NpyArray.Of<float>([0.7f, 0], 1, 2));
        string[] lines = Runs("explain", "--loss", loss, "--logits", File("z.npy"), "--targets", File("t.npy")).Split('\n');
        Assert.Single(lines, line => line.StartsWith("  label ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("  class 0 ", StringComparison.Ordinal) && line.Contains("0.7", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("  class 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Json_has_every_step_with_all_its_digits()
    {
        var json = Json([.. s_lesson, "--target", "0"]);
        Assert.Equal(Math.Log(1 + Math.Exp(-6.7) + Math.Exp(-4.3)), json.GetProperty("value").GetDouble(), 1e-16);
        Assert.Equal(json.GetProperty("value").GetDouble() / Math.Log(2), json.GetProperty("bits").GetDouble());
        Assert.Equal("plane", json.GetProperty("classes")[2].GetProperty("name").GetString());
        Assert.Contains("Σ exp(z − m)", json.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("text").GetString()));
        Assert.Equal(2, Json([.. s_lesson, "--target", "0", "--losses", "cross-entropy,poly:epsilon=2"]).GetProperty("losses").GetArrayLength());
    }

    [Fact]
    public void Of_very_many_classes_the_answer_and_the_hardest_pulled_are_shown()
    {
        double[] z = [.. Enumerable.Range(0, 100).Select(k => k / 25.0)];
        Save("z.npy", NpyArray.Of<double>(z, 100));
        string output = Runs("explain", "--logits", File("z.npy"), "--target", "3");
        Assert.Contains("class 3 ◄", output, StringComparison.Ordinal);
        Assert.Contains("… 20 of 100 classes; --format json has all", output, StringComparison.Ordinal);
        Assert.DoesNotContain("class 4 ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'focla' is not a loss; did you mean 'focal'?", "--target", "0", "--loss", "focla")]
    [InlineData("--classes names 3 classes, but a row has 2 logits", "--logits", "1,2", "--target", "0", "--classes", "cat,dog,plane")]
    [InlineData("--target: 'dgo' is not a class; did you mean 'dog'?", "--target", "dgo")]
    [InlineData("--target has 2 numbers, but a row has 3 logits; one class, or one number per logit expected", "--target", "1,0")]
    [InlineData("--target: 0.5 is no class, and a row has 3 logits; one class, or 3 numbers expected", "--target", "0.5")]
    [InlineData("--target has 2 answers for 1 row of logits", "--target", "0;1")]
    [InlineData("--logits: row 1 has 1 number, row 0 has 2", "--logits", "1,2;3", "--target", "0;1")]
    [InlineData("--logits: ';' holds no numbers", "--logits", ";", "--target", "0")]
    [InlineData("--logits: 'x' is not a number", "--logits", "x,2,3", "--target", "0")]
    [InlineData("--row 1 is outside 0..0", "--target", "0", "--row", "1")]
    [InlineData("--class-weights: 3 weights expected, one per logit, got 2", "--target", "0", "--class-weights", "1,2")]
    [InlineData("mse knows no class weights; it knows no options", "--target", "0", "--loss", "mse", "--class-weights", "1,2,3")]
    [InlineData("--loss and --losses both name losses; one of them expected", "--target", "0", "--loss", "mse", "--losses", "l1")]
    [InlineData("the answer is missing: --target with a class or one number per logit, or --targets with an array")]
    public void A_wrong_call_says_what_would_be_right(string message, params string[] options) =>
        Tool.Fails(BadUsage, message, options.Contains("--logits") ? ["explain", .. options] : [.. s_lesson, .. options]);

    [Fact]
    public void What_is_not_there_or_does_not_fit_is_named()
    {
        Tool.Fails(BadData, "row 0: class 7 is outside 0..2", [.. s_lesson, "--target", "7"]);
        Tool.Fails(BadData, "row 0: class 7 is outside 0..2", [.. s_lesson, "--target", "7", "--loss", "mse"]);
        Tool.Fails(BadData, $"{File("z.npy")} is not there", "explain", "--logits", File("z.npy"), "--target", "0");
        Save("z.npy", NpyArray.Of<double>([1, 2, 3, 4], 1, 2, 2));
        Tool.Fails(BadData, "z.npy: has 3 axes, expected [C] for one row or [N,C]", "explain", "--logits", File("z.npy"), "--target", "0");
        Tool.Fails(BadUsage, "what to explain is missing: --logits with --target, or MODEL and DATA", "explain");
        Tool.Fails(BadUsage, "the data of m.safetensors is missing: explain MODEL DATA --row N", "explain", "m.safetensors");
        Assert.StartsWith("error: hinge needs one class per row as its answer, got one number per logit; losses that take those: asymmetric, ", Tool.Run([.. s_lesson, "--target", "1,0,1", "--loss", "hinge"]).Error, StringComparison.Ordinal);
        string iris = _tool.Iris(), model = _tool.File("m.safetensors");
        Assert.Equal(0, Tool.Run("train", iris, "--target", "species", "--out", model).Code);
        Tool.Fails(BadUsage, "--row 150: iris.csv has 150 rows, the first of which is 0", "explain", model, iris, "--row", "150");
        Tool.Fails(BadUsage, "--losses compares losses on one row, got 150; --row N picks one", "explain", model, iris, "--losses", "focal,poly");
    }

    string File(string name) => _tool.File(name);

    void Save(string name, NpyArray array)
    {
        using var stream = System.IO.File.Create(File(name));
        array.Write(stream);
    }

    static JsonElement Json(params string[] args) => JsonDocument.Parse(Runs([.. args, "--format", "json"])).RootElement;

    static string Runs(params string[] args)
    {
        var result = Tool.Run(args);
        Assert.Equal(("", 0), (result.Error, result.Code));
        return result.Output;
    }
}
