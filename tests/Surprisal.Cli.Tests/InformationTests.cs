using System.Text.Json;

namespace Surprisal.Cli.Tests;

public sealed class InformationTests : IDisposable
{
    const int BadData = 1, BadUsage = 2;
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("entropy", "e", 1.0397207708399179)]
    [InlineData("entropy", "2", 1.5)]
    [InlineData("entropy", "10", 0.45154499349597179)]
    [InlineData("cross-entropy", "2", 2)]
    [InlineData("kl-divergence", "2", 0.5)]
    [InlineData("js-divergence", "e", 0.10788077716941784779)]
    [InlineData("perplexity", "e", 2.8284271247461903)]
    [InlineData("perplexity", "2", 2.8284271247461903)]
    [InlineData("perplexity", "10", 2.8284271247461903)]
    public void One_distribution_has_one_value(string name, string logBase, double expected)
    {
        string p = _tool.Npy<float>("p.npy", [0, 0.5f, 0.25f, 0.25f], 4), q = _tool.Npy<double>("q.npy", [0.25, 0.25, 0.25, 0.25], 4);
        string[] second = name is "entropy" or "perplexity" ? [] : ["--q", q];
        var json = Json([name, "--p", p, .. second, "--base", logBase]);
        Assert.Equal(expected, json.GetProperty("value").GetDouble(), 1e-15);
        Assert.Equal(name, json.GetProperty("information").GetString());
        Assert.Equal(logBase, json.GetProperty("base").GetString());
        Assert.False(json.TryGetProperty("values", out _));
    }

    [Fact]
    public void Rows_have_one_value_each()
    {
        string p = _tool.Npy<double>("p.npy", [0.5, 0.5, 1, 0], 2, 2), q = _tool.Npy<double>("q.npy", [0.5, 0.5, 0, 1], 2, 2);
        Assert.Equal("[1,0]", Values(["entropy", "--p", p, "--base", "2"]));
        Assert.Equal("""[0,"Infinity"]""", Values(["kl-divergence", "--p", p, "--q", q]));
        Assert.Equal("[2,1]", Values(["perplexity", "--p", p]));
        Assert.Equal("[]", Values(["entropy", "--p", _tool.Npy<double>("none.npy", [], 0, 3)]));
    }

    [Fact]
    public void Every_entry_has_its_content_in_the_shape_of_the_file()
    {
        Assert.Equal("""[1,3,"Infinity"]""", Values(["information-content", "--p", _tool.Npy<float>("p.npy", [0.5f, 0.125f, 0], 3), "--base", "2"]));
        Assert.Equal("""[[0,1],["NaN",2]]""", Values(["information-content", "--p", _tool.Npy<float>("r.npy", [1, 0.5f, float.NaN, 0.25f], 2, 2), "--base", "2"]));
        Assert.Equal("""[[0,"Infinity"]]""", Values(["information-content", "--p", _tool.Npy<long>("i.npy", [1, 0], 1, 2)]));
    }

    [Fact]
    public void Text_names_the_unit()
    {
        string p = _tool.Npy<double>("p.npy", [0.5, 0.5], 2), rows = _tool.Npy<double>("r.npy", [0.5, 0.5, 1, 0], 2, 2);
        Assert.Equal("entropy: 1 bits", Text("entropy", "--p", p, "--base", "2"));
        Assert.Equal("entropy: 0.693147 nats", Text("entropy", "--p", p));
        Assert.Equal("entropy: 0.30103 bans", Text("entropy", "--p", p, "--base", "10"));
        Assert.Equal("perplexity: 2 outcomes", Text("perplexity", "--p", p));
        Assert.Equal("entropy, in nats, counted from 0:\n  row      nats\n  0    0.693147\n  1           0", Text("entropy", "--p", rows));
        Assert.Equal("information-content, in bits, counted from 0:\n  row  column  bits\n  0         0     1\n  0         1     1\n  1         0     0\n  1         1     ∞", Text("information-content", "--p", rows, "--base", "2"));
    }

    [Fact]
    public void A_wrong_call_says_what_would_be_right()
    {
        string p = _tool.Npy<double>("p.npy", [0.5, 0.5], 2);
        Tool.Fails(BadUsage, "'entrpy' is not a measure of information; did you mean 'entropy'?", "information", "entrpy", "--p", p);
        Tool.Fails(BadUsage, "kl-divergence compares two distributions: --q is missing", "information", "kl-divergence", "--p", p);
        Tool.Fails(BadUsage, "entropy is of one distribution and takes no --q", "information", "entropy", "--p", p, "--q", p);
        Tool.Fails(BadUsage, "--base must be e or 2 or 10, got '3'", "information", "entropy", "--p", p, "--base", "3");
        Tool.Fails(BadUsage, "Option '--p' is required", "information", "entropy");
    }

    [Fact]
    public void Data_that_cannot_be_used_is_named()
    {
        string p = _tool.Npy<double>("p.npy", [0.5, 0.5], 2);
        Tool.Fails(BadData, "n.npy: entry 1 (counted from 0): -0.5 is negative; a probability of 0 or more expected", "information", "entropy", "--p", _tool.Npy<double>("n.npy", [1, -0.5], 2));
        Tool.Fails(BadData, "n.npy: row 1, column 0 (counted from 0): -3 is negative; a probability of 0 or more expected", "information", "perplexity", "--p", _tool.Npy<int>("n.npy", [1, 0, -3, 1], 2, 2));
        Tool.Fails(BadData, "q.npy: the shape of p.npy expected, (2,), got (1, 2)", "information", "kl-divergence", "--p", p, "--q", _tool.Npy<double>("q.npy", [1, 0], 1, 2));
        Tool.Fails(BadData, "c.npy: one distribution (1-D) or one a row (2-D) expected, got shape (1, 1, 2)", "information", "entropy", "--p", _tool.Npy<double>("c.npy", [1, 0], 1, 1, 2));
        Tool.Fails(BadData, "t.npy: is not an NPY file", "information", "entropy", "--p", _tool.Write("t.npy", "0.5,0.5\n"));
        Tool.Fails(BadData, $"{_tool.File("none.npy")} is not there", "information", "entropy", "--p", _tool.File("none.npy"));
    }

    static string Text(params string[] args)
    {
        var (code, output, error) = Tool.Run(["information", .. args]);
        Assert.Equal((0, ""), (code, error));
        return output.ReplaceLineEndings("\n").TrimEnd();
    }

    static JsonElement Json(string[] args)
    {
        using var json = JsonDocument.Parse(Text([.. args, "--format", "json"]));
        return json.RootElement.Clone();
    }

    static string Values(string[] args)
    {
        var json = Json(args);
        Assert.False(json.TryGetProperty("value", out _));
        return JsonSerializer.Serialize(json.GetProperty("values"));
    }
}
