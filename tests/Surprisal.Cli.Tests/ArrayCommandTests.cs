using System.Text.Json;
using Surprisal.Data;

namespace Surprisal.Cli.Tests;

/// <summary><c>activation</c>, <c>information</c>, <c>probe</c> and <c>doctor</c>.</summary>
public sealed class ArrayCommandTests : IDisposable
{
    const int BadData = 1, BadUsage = 2, SomethingFound = 3;
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void An_activation_goes_along_its_axis_and_keeps_type_and_shape()
    {
        double three = Math.Log(3);
        Save("z.npy", NpyArray.Of<float>([0, 1, (float)three, 1, 0, 2, 0, 2], 2, 2, 2));
        Runs("activation", "softmax", "--logits", File("z.npy"), "--out", File("p.npy"));
        var p = NpyArray.Read(File("p.npy"));
        Assert.Equal((NpyType.Float32, "2 2 2"), (p.Type, string.Join(' ', p.Shape)));
        double[] expected = [0.25, 0.5, 0.75, 0.5, 0.5, 0.5, 0.5, 0.5];
        for (int i = 0; i < 8; i++) Assert.Equal(expected[i], p.ToDouble()[i], 1e-7);
        Runs("activation", "hardmax", "--logits", File("z.npy"), "--axis", "-1", "--out", File("p.npy"));
        Assert.Equal([0, 1, 1, 0, 0, 1, 0, 1], NpyArray.Read(File("p.npy")).ToDouble());
    }

    [Fact]
    public void One_axis_is_one_distribution()
    {
        Save("z.npy", NpyArray.Of<Half>([(Half)1, (Half)(-3)], 2));
        Runs("activation", "abs-normalise", "--logits", File("z.npy"), "--out", File("p.npy"));
        Assert.Equal([0.25, 0.75], NpyArray.Read(File("p.npy")).ToDouble());
        Runs("activation", "log-sigmoid", "--logits", File("z.npy"), "--out", File("p.npy"));
        Assert.Equal((double)(Half)(-Math.Log(1 + Math.Exp(3))), NpyArray.Read(File("p.npy")).ToDouble()[1]);
    }

    [Fact]
    public void Information_is_one_figure_a_row_in_the_unit_asked_for()
    {
        Save("p.npy", NpyArray.Of<double>([0.5, 0.5, 0, 0.25, 0.25, 0.5], 2, 3));
        Save("q.npy", NpyArray.Of<double>([0.25, 0.25, 0.5, 0.5, 0.5, 0], 2, 3));
        Assert.Equal([1, 1.5], Values("entropy", "--base", "2"));
        Assert.Equal(2 * Math.Sqrt(2), Values("perplexity", "--base", "10").Last(), 1e-14);
        var divergence = Json("information", "kl-divergence", "--p", File("p.npy"), "--q", File("q.npy"), "--base", "2").GetProperty("values");
        Assert.Equal(1, divergence[0].GetDouble(), 1e-15);
        Assert.Equal("Infinity", divergence[1].GetString());
        Assert.Equal("Infinity", Json("information", "information-content", "--p", File("p.npy")).GetProperty("values")[0][2].GetString());
        Save("p.npy", NpyArray.Of<double>([0.5, 0.5], 2));
        Assert.Equal("entropy: 1 bits", Tool.Run("information", "entropy", "--p", File("p.npy"), "--base", "2").Output.Trim());
    }

    [Theory]
    [InlineData("entropy", "e", 1.0397207708399179)]
    [InlineData("entropy", "2", 1.5)]
    [InlineData("entropy", "10", 0.45154499349597179)]
    [InlineData("cross-entropy", "2", 2)]
    [InlineData("kl-divergence", "2", 0.5)]
    [InlineData("js-divergence", "e", 0.10788077716941784779)]
    [InlineData("perplexity", "e", 2.8284271247461903)]
    [InlineData("perplexity", "10", 2.8284271247461903)]
    public void One_distribution_has_one_value(string name, string logBase, double expected)
    {
        Save("p.npy", NpyArray.Of<float>([0, 0.5f, 0.25f, 0.25f], 4));
        Save("q.npy", NpyArray.Of<double>([0.25, 0.25, 0.25, 0.25], 4));
        string[] second = name is "entropy" or "perplexity" ? [] : ["--q", File("q.npy")];
        var json = Json(["information", name, "--p", File("p.npy"), .. second, "--base", logBase]);
        Assert.Equal(expected, json.GetProperty("value").GetDouble(), 1e-15);
        Assert.False(json.TryGetProperty("values", out _));
    }

    [Fact]
    public void Every_entry_has_its_content_in_the_shape_of_the_file()
    {
        string Contents(NpyArray p)
        {
            Save("p.npy", p);
            return JsonSerializer.Serialize(Json("information", "information-content", "--p", File("p.npy"), "--base", "2").GetProperty("values"));
        }
        Assert.Equal("""[1,3,"Infinity"]""", Contents(NpyArray.Of<float>([0.5f, 0.125f, 0], 3)));
        Assert.Equal("""[[0,1],["NaN",2]]""", Contents(NpyArray.Of<float>([1, 0.5f, float.NaN, 0.25f], 2, 2)));
        Assert.Equal("""[[0,"Infinity"]]""", Contents(NpyArray.Of<long>([1, 0], 1, 2)));
        Assert.Equal("[]", Contents(NpyArray.Of<double>([], 0, 3)));
        Assert.Equal("[[],[]]", Contents(NpyArray.Of<double>([], 2, 0)));
        Assert.Equal("", Runs("information", "information-content", "--p", File("p.npy")));
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("log-softmax")]
    [InlineData("abs-normalise")]
    public void Any_axis_of_any_rank_can_hold_the_classes(string name)
    {
        double[] z = [.. Enumerable.Range(0, 24).Select(i => Math.Sin(i * 7) * 3)];
        Save("z.npy", NpyArray.Of<double>(z, 2, 3, 4));
        foreach (var (axis, size, step) in (ReadOnlySpan<(int, int, int)>)[(0, 2, 12), (1, 3, 4), (2, 4, 1), (-1, 4, 1), (-3, 2, 12)])
        {
            Runs("activation", name, "--logits", File("z.npy"), "--axis", axis.ToString(System.Globalization.CultureInfo.InvariantCulture), "--out", File("p.npy"));
            double[] p = NpyArray.Read(File("p.npy")).ToDouble();
            for (int i = 0; i < 24; i++)
            {
                int first = i - i / step % size * step;
                double Sum(Func<double, double> of) => Enumerable.Range(0, size).Sum(k => of(z[first + k * step]));
                double softmax = Math.Exp(z[i]) / Sum(Math.Exp), expected = name switch { "softmax" => softmax, "log-softmax" => Math.Log(softmax), _ => Math.Abs(z[i]) / Sum(Math.Abs) };
                Assert.Equal(expected, p[i], 1e-14);
            }
        }
    }

    [Fact]
    public void A_path_that_is_empty_is_a_wrong_call()
    {
        Save("z.npy", NpyArray.Of<float>([1, -2], 2));
        Tool.Fails(BadUsage, "--logits is empty; L.npy expected", "activation", "softmax", "--logits", "", "--out", File("p.npy"));
        Tool.Fails(BadUsage, "--out is empty; OUT.npy expected", "activation", "softmax", "--logits", File("z.npy"), "--out", "");
        Tool.Fails(BadUsage, "--p is empty; P.npy expected", "information", "entropy", "--p", "");
    }

    [Fact]
    public void A_probe_says_first_which_probability_a_loss_asks_for()
    {
        foreach (string loss in (string[])["focal", "huber", "asymmetric", "hinge"]) Snapshot.Matches($"probe {loss}", Tool.Run("probe", loss).Output);
        Assert.StartsWith("cross-entropy: proper. It asks for the true probability.", Runs("probe", "cross-entropy"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_curves_of_a_probe_can_be_drawn_as_they_are()
    {
        var json = Json("probe", "cross-entropy");
        Assert.Equal("proper", json.GetProperty("verdict").GetString());
        double[] Curve(string name) => [.. json.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal((19, 19, 19), (Curve("true_probability").Length, Curve("asked_probability").Length, Curve("least_cost").Length));
        Assert.Equal((-10, 10, 41), (Curve("margin")[0], Curve("margin")[^1], Curve("margin").Length));
        foreach (var (margin, value, slope) in Curve("margin").Zip(Curve("value"), Curve("slope")))
        {
            Assert.Equal(Math.Log(1 + Math.Exp(-margin)), value, 1e-13);
            Assert.Equal(-1 / (1 + Math.Exp(margin)), slope, 1e-13);
        }
        Assert.Equal("Infinity", Json("probe", "mse").GetProperty("lipschitz").GetString());
    }

    [Fact]
    public void The_doctor_finds_nothing_or_says_what_and_exits_with_3()
    {
        Save("z.npy", NpyArray.Of<float>([1, -2, 0.5f, 3, 0, -1, 2, 2, -3], 3, 3));
        Save("t.npy", NpyArray.Of<long>([0, 1, 2], 3));
        Runs("doctor", "--logits", File("z.npy"), "--targets", File("t.npy"));
        Save("t.npy", NpyArray.Of<long>([1, 2, 3], 3));
        var (code, output, error) = Tool.Run("doctor", "--logits", File("z.npy"), "--targets", File("t.npy"));
        Assert.Equal((SomethingFound, ""), (code, error));
        Assert.Contains("SUR005  no label of 3 is 0, and row 2 has 3 where 2 is the last of 3 classes", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_calls_nothing_healthy_that_the_loss_refuses()
    {
        Save("z.npy", NpyArray.Of<float>([1, -2, 0.5f, 3, 0, -1, 2, 2, -3], 3, 3));
        Save("t.npy", NpyArray.Of<long>([0, 7, 2], 3));
        Tool.Fails(BadData, "t.npy: row 1: class 7 is outside 0..2", "doctor", "--logits", File("z.npy"), "--targets", File("t.npy"));
        Save("t.npy", NpyArray.Of<long>([0, 1], 2));
        string error = Tool.Run("doctor", "--logits", File("z.npy"), "--targets", File("t.npy")).Error;
        Assert.StartsWith("error: t.npy: cross-entropy: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_named()
    {
        Save("z.npy", NpyArray.Of<float>([1, -2], 2));
        Tool.Fails(BadUsage, "'softmin' is not an activation; did you mean 'softmax'?", "activation", "softmin", "--logits", File("z.npy"), "--out", File("p.npy"));
        Tool.Fails(BadData, "z.npy: has axes 0 to 0, got --axis 1", "activation", "softmax", "--logits", File("z.npy"), "--out", File("p.npy"), "--axis", "1");
        Tool.Fails(BadUsage, $"--out would overwrite the logits, {File("z.npy")}", "activation", "softmax", "--logits", File("z.npy"), "--out", File("z.npy"));
        Tool.Fails(BadData, "z.npy: entry 1: -2 is negative, and no probability", "information", "entropy", "--p", File("z.npy"));
        Tool.Fails(BadUsage, "'entrpy' is not a measure; did you mean 'entropy'?", "information", "entrpy", "--p", File("z.npy"));
        Tool.Fails(BadUsage, "kl-divergence needs --q", "information", "kl-divergence", "--p", File("z.npy"));
        Tool.Fails(BadUsage, "--logits is missing", "doctor", "--targets", File("z.npy"));
        Save("z.npy", NpyArray.Of<long>([1, 0], 2));
        Tool.Fails(BadData, "z.npy: holds int64, expected logits of float16, float32 or float64", "activation", "softmax", "--logits", File("z.npy"), "--out", File("p.npy"));
        Assert.Equal(["z.npy"], Directory.GetFiles(_tool.Folder).Select(Path.GetFileName));
    }

    string File(string name) => _tool.File(name);

    void Save(string name, NpyArray array)
    {
        using var stream = System.IO.File.Create(File(name));
        array.Write(stream);
    }

    IEnumerable<double> Values(string name, params string[] options) =>
        Json(["information", name, "--p", File("p.npy"), .. options]).GetProperty("values").EnumerateArray().Select(v => v.GetDouble());

    static JsonElement Json(params string[] args) => JsonDocument.Parse(Runs([.. args, "--format", "json"])).RootElement;

    static string Runs(params string[] args)
    {
        var result = Tool.Run(args);
        Assert.Equal(("", 0), (result.Error, result.Code));
        return result.Output;
    }
}
