using System.Text.Json;

namespace Surprisal.Cli.Tests;

/// <summary><c>surprisal lab</c>: what a class would see, and what is refused.</summary>
public sealed class LabCommandTests
{
    const int BadData = 1, BadUsage = 2;

    [Theory]
    [InlineData("lab-list", "--list")]
    [InlineData("lab-why-log", "why-log")]
    [InlineData("lab-na-class", "na-class", "--seed", "2")]
    [InlineData("lab-data-xor", "--data", "xor", "--model", "linear", "--rows", "500")]
    [InlineData("lab-data-labels", "--data", "labels", "--losses", "binary-cross-entropy,mse")]
    public void Output_is_what_it_was(string snapshot, params string[] args)
    {
        var result = Tool.Run(["lab", .. args]);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.Code);
        Snapshot.Matches(snapshot, result.Output);
    }

    [Fact]
    public void Without_a_name_there_is_the_list() => Assert.Equal(Tool.Run("lab", "--list").Output, Tool.Run("lab").Output);

    [Fact]
    public void An_answer_as_json_has_verdict_numbers_and_what_a_chart_needs()
    {
        var json = Json("softmax-or-sigmoid", "--seed", "3");
        Assert.Equal("softmax-or-sigmoid", json.GetProperty("experiment").GetString());
        Assert.Equal(3, json.GetProperty("seed").GetInt32());
        Assert.True(json.GetProperty("confirms_usual_answer").GetBoolean());
        Assert.StartsWith("Nats over the floor", json.GetProperty("verdict").GetString(), StringComparison.Ordinal);
        Assert.Equal(6, json.GetProperty("rows").GetArrayLength());
        Assert.Equal("nats", json.GetProperty("columns")[0].GetProperty("unit").GetString());
        Assert.Equal(json.GetProperty("columns").GetArrayLength(), json.GetProperty("rows")[0].GetProperty("values").GetArrayLength());
        Assert.True(json.GetProperty("differences")[0].GetProperty("value").GetProperty("high").GetDouble() < 0);
        var chart = json.GetProperty("chart");
        Assert.Equal(3, chart.GetProperty("categories").GetArrayLength());
        Assert.Equal(3, chart.GetProperty("series")[0].GetProperty("y").GetArrayLength());
    }

    [Fact]
    public void Trials_as_json_are_floor_and_losses_in_the_order_asked_for()
    {
        var json = Json("--data", "gaussians", "--losses", "focal:gamma=1,poly,symmetric-cross-entropy:alpha=1,beta=1", "--rows", "300");
        Assert.Equal(["focal:gamma=1", "poly", "symmetric-cross-entropy:alpha=1,beta=1"], json.GetProperty("losses").EnumerateArray().Select(loss => loss.GetProperty("loss").GetString()));
        double floor = json.GetProperty("floor").GetDouble();
        foreach (var loss in json.GetProperty("losses").EnumerateArray())
        {
            double excess = loss.GetProperty("excess").GetDouble();
            Assert.Equal(loss.GetProperty("log_loss").GetDouble(), floor + excess, 1e-12);
            Assert.Equal(excess, loss.GetProperty("calibration").GetDouble() + loss.GetProperty("refinement").GetDouble(), 1e-12);
            Assert.True(excess > 0);
        }

        Assert.Equal(8, Json("--list").GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData(BadUsage, "'why-lgo' is not an experiment of the lab; did you mean 'why-log'?", "why-lgo")]
    [InlineData(BadUsage, "'moons' is a data set, not an experiment; did you mean --data moons?", "moons")]
    [InlineData(BadUsage, "--data: 'moon' is not a data set of the lab; did you mean 'moons'?", "--data", "moon")]
    [InlineData(BadUsage, "--data: 'q' is not a data set of the lab; data sets: gaussians, ten, logistic, moons, xor, labels, one-of, one-or-none", "--data", "q")]
    [InlineData(BadUsage, "--data: 'why-exp' is an experiment, not a data set; did you mean surprisal lab why-exp?", "--data", "why-exp")]
    [InlineData(BadUsage, "'why-exp' brings its own data: give an experiment or --data, not both", "why-exp", "--data", "moons")]
    [InlineData(BadUsage, "--rows belongs to --data; data sets: gaussians, ten, logistic, moons, xor, labels, one-of, one-or-none", "why-exp", "--rows", "30")]
    [InlineData(BadUsage, "--losses: 'crossentropy' is not a loss; did you mean 'cross-entropy'?", "--data", "xor", "--losses", "crossentropy")]
    [InlineData(BadUsage, "--rows must be at most 10,000,000, got 2,000,000,000", "--data", "xor", "--rows", "2000000000")]
    [InlineData(BadUsage, "--rows must be a whole number of 20 or more, got '3'", "--data", "xor", "--rows", "3")]
    [InlineData(BadUsage, "--model must be linear or mlp, got 'conv'", "--data", "xor", "--model", "conv")]
    [InlineData(BadData, "cross-entropy does not fit 0/1 columns; losses that do: asymmetric, binary-cross-entropy, binary-focal, huber, l1, mse, sigmoid-distance, smooth-l1", "--data", "labels", "--losses", "cross-entropy")]
    public void What_cannot_be_is_refused_in_one_line(int code, string message, params string[] args) => Tool.Fails(code, message, ["lab", .. args]);

    static JsonElement Json(params string[] args)
    {
        var result = Tool.Run(["lab", .. args, "--format", "json"]);
        Assert.Equal("", result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
