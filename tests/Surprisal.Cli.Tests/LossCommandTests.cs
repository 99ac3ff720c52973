using System.Text.Json;
using Surprisal.Data;

namespace Surprisal.Cli.Tests;

/// <summary><c>surprisal loss</c>: values of PyTorch 1.13.1, files in and out, and what is refused.</summary>
public sealed class LossCommandTests : IDisposable
{
    const int BadData = 1, BadUsage = 2;
    static readonly double[] s_logits = [1.5, -0.25, 0.75, 0, 2, -1, -3, 0.5, 0.25, 4, 1, -2];
    readonly Tool _tool = new();

    public LossCommandTests()
    {
        Save("z.npy", NpyArray.Of<double>(s_logits, 4, 3));
        Save("t.npy", NpyArray.Of<long>([2, 1, -100, 0], 4));
        Save("w.npy", NpyArray.Of<double>([0.5, 2, 3], 3));
    }

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Value_gradient_and_losses_are_those_of_PyTorch()
    {
        var json = Json("cross-entropy", "--ignore-index", "-100", "--class-weights", File("w.npy"), "--label-smoothing", "0.2", "--grad", File("g.npy"), "--out", File("l.npy"));
        Assert.Equal(1.1276523906577651, json.GetProperty("value").GetDouble(), 1e-14);
        Assert.Equal("mean", json.GetProperty("reduction").GetString());
        Assert.Equal(0, json.GetProperty("shape").GetArrayLength());
        var gradient = NpyArray.Read(File("g.npy"));
        Assert.Equal([4, 3], gradient.Shape);
        Assert.Equal(0.29952102818879306, gradient.ToDouble()[0], 1e-14);
        Assert.Equal([0, 0, 0], gradient.ToDouble()[6..9]); // the ignored sample
        Assert.Equal(0, NpyArray.Read(File("l.npy")).ToDouble()[2]);
    }

    [Fact]
    public void Results_have_the_type_and_shape_of_the_logits()
    {
        foreach (var (name, logits) in new[] { ("half", NpyArray.Of<Half>([.. s_logits.Select(x => (Half)x)], 2, 3, 2)), ("single", NpyArray.Of<float>([.. s_logits.Select(x => (float)x)], 2, 3, 2)) })
        {
            Save("z.npy", logits);
            Save("t.npy", NpyArray.Of<byte>([2, 1, 0, 0], 2, 2));
            Json("cross-entropy", "--grad", File("g.npy"), "--out", File("l.npy"));
            var gradient = NpyArray.Read(File("g.npy"));
            Assert.Equal((logits.Type, "2 3 2"), (gradient.Type, string.Join(' ', gradient.Shape)));
            var losses = NpyArray.Read(File("l.npy"));
            Assert.Equal((logits.Type, "2 2"), (losses.Type, string.Join(' ', losses.Shape)));
            // Sample (0, 0) has the logits 1.5, 0.75, 2 along axis 1, and class 2.
            Assert.Equal(Math.Log(1 + Math.Exp(-0.5) + Math.Exp(-1.25)), losses.ToDouble()[0], name == "half" ? 1e-3 : 1e-6);
        }
    }

    [Fact]
    public void Without_reduction_there_is_no_value_and_the_shape_of_the_losses()
    {
        var json = Json("cross-entropy", "--ignore-index", "-100", "--reduction", "none");
        Assert.Equal(JsonValueKind.Null, json.GetProperty("value").ValueKind);
        Assert.Equal(4, json.GetProperty("shape")[0].GetInt32());
    }

    [Fact]
    public void Yes_and_no_may_be_whole_numbers_and_a_formula_takes_its_parameters()
    {
        Save("t.npy", NpyArray.Of<int>([1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0], 4, 3));
        Assert.Equal(Json("binary-focal:gamma=0").GetProperty("value").GetDouble(), Json("binary-cross-entropy").GetProperty("value").GetDouble(), 1e-15);
        Assert.Equal(Json("huber", "--delta", "0.5").GetProperty("value").GetDouble(), 0.5 * Json("smooth-l1", "--delta", "0.5").GetProperty("value").GetDouble(), 1e-14);
    }

    [Fact]
    public void Infinite_losses_are_strings()
    {
        Save("z.npy", NpyArray.Of<float>([float.NegativeInfinity, 0], 1, 2));
        Save("t.npy", NpyArray.Of<long>([0], 1));
        Assert.Equal("Infinity", Json("cross-entropy").GetProperty("value").GetString());
    }

    [Fact]
    public void What_cannot_be_used_is_named_with_row_and_value()
    {
        Fails(BadData, "t.npy: row 2: class -100 is outside 0..2; --ignore-index -100 leaves such samples out");
        Save("t.npy", NpyArray.Of<long>([0, 1, 2], 3));
        Fails(BadData, "t.npy: cross-entropy: class targets of shape (4,) expected for logits of shape (4, 3), got (3,)");
        Save("t.npy", NpyArray.Of<long>([0, 1, 2, 1L << 40], 4));
        Fails(BadData, "t.npy: row 3: class 1099511627776 is outside 0..2");
        Fails(BadUsage, "'gamma' is not an option of cross-entropy. Options: label-smoothing, ignore-index, z-loss", "--gamma", "2");
        Fails(BadUsage, "cross-entropy knows no positive weights; it knows class weights, label smoothing, index to ignore, z-loss", "--pos-weight", File("w.npy"));
        Save("t.npy", NpyArray.Of<long>([0, 1, 2, 0], 4));
        Save("w.npy", NpyArray.Of<double>([1, 2], 2));
        Fails(BadData, "w.npy: 3 weights expected, one per class of the logits, got 2", "--class-weights", File("w.npy"));
        Fails(BadUsage, $"--grad and --out are the same file, {File("x.npy")}", "--grad", File("x.npy"), "--out", File("x.npy"));
        Fails(BadUsage, $"--out would overwrite an input, {File("z.npy")}", "--out", File("z.npy"));
        Tool.Fails(BadUsage, "--targets is missing", "loss", "cross-entropy", "--logits", File("z.npy"));
        Assert.Equal(["t.npy", "w.npy", "z.npy"], Directory.GetFiles(_tool.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_failed_call_leaves_both_old_results_alone()
    {
        System.IO.File.WriteAllText(File("g.npy"), "old");
        Tool.Fails(BadData, $"{File("no/l.npy")}: could not be written: its folder does not exist", "loss", "cross-entropy", "--logits", File("z.npy"), "--targets", File("t.npy"),
            "--ignore-index", "-100", "--grad", File("g.npy"), "--out", File("no/l.npy"));
        Assert.Equal("old", System.IO.File.ReadAllText(File("g.npy")));
    }

    string File(string name) => _tool.File(name);

    void Save(string name, NpyArray array)
    {
        using var stream = System.IO.File.Create(File(name));
        array.Write(stream);
    }

    JsonElement Json(string loss, params string[] options)
    {
        var result = Tool.Run(["loss", loss, "--logits", File("z.npy"), "--targets", File("t.npy"), "--format", "json", .. options]);
        Assert.Equal(("", 0), (result.Error, result.Code));
        return JsonDocument.Parse(result.Output).RootElement;
    }

    void Fails(int code, string message, params string[] options) => Tool.Fails(code, message, ["loss", "cross-entropy", "--logits", File("z.npy"), "--targets", File("t.npy"), .. options]);
}
