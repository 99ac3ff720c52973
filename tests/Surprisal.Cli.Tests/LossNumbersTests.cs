using System.Text.Json;
using Surprisal.Data;

namespace Surprisal.Cli.Tests;

/// <summary><c>surprisal loss</c> where numbers are at their limits: targets that the logits' type cannot hold, and weights that nobody should read. Values by hand, or of PyTorch 1.13.1.</summary>
public sealed class LossNumbersTests : IDisposable
{
    const int BadData = 1, BadUsage = 2;
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Targets_beside_logits_of_16_bits_keep_their_own_digits()
    {
        Save("z.npy", NpyArray.Of<Half>([(Half)60000, (Half)0.74853515625], 2));
        Save("t.npy", NpyArray.Of<float>([70000, 0.74834478f], 2));
        var (losses, gradient) = Run("l1");
        Assert.Equal((NpyType.Float16, NpyType.Float16), (losses.Type, gradient.Type));
        Assert.Equal([10000, (double)(Half)(0.74853515625 - 0.74834478f)], losses.ToDouble());
        Assert.Equal([-0.5, 0.5], gradient.ToDouble()); // of the mean
        Save("t.npy", NpyArray.Of<int>([70000, 2049], 2));
        Assert.Equal([10000, (double)(Half)2048.25146484375], Run("l1").Losses.ToDouble());
    }

    [Fact]
    public void Targets_that_no_float_holds_are_compared_in_doubles()
    {
        Save("z.npy", NpyArray.Of<float>([1, -3, 0], 3));
        Save("t.npy", NpyArray.Of<double>([1 + 1e-8, -3, 1e39], 3));
        double near = 1 + 1e-8 - 1;
        var (losses, gradient) = Run("mse");
        Assert.Equal((NpyType.Float32, NpyType.Float32), (losses.Type, gradient.Type));
        Assert.Equal([(float)(near * near), 0, double.PositiveInfinity], losses.ToDouble());
        Assert.Equal((float)(-2 * near / 3), gradient.ToDouble()[0]);
        Assert.Equal(1e39, Json("l1", "--reduction", "sum").GetProperty("value").GetDouble(), 1e24);
        Save("z.npy", NpyArray.Of<float>([16777216], 1));
        Save("t.npy", NpyArray.Of<long>([16777217], 1));
        Assert.Equal([1], Run("l1").Losses.ToDouble());
    }

    [Fact]
    public void Targets_that_a_float_holds_give_the_same_bytes_in_every_type()
    {
        Save("z.npy", NpyArray.Of<float>([0.3f, -1.7f, 2.2f, 0.1f], 2, 2));
        Save("t.npy", NpyArray.Of<float>([0, 1, 1, 0.25f], 2, 2));
        var floats = Run("binary-cross-entropy");
        Save("t.npy", NpyArray.Of<double>([0, 1, 1, 0.25], 2, 2));
        var doubles = Run("binary-cross-entropy");
        Assert.Equal(floats.Losses.ToDouble(), doubles.Losses.ToDouble());
        Assert.Equal(floats.Gradient.ToDouble(), doubles.Gradient.ToDouble());
    }

    [Theory]
    [InlineData("cross-entropy")]
    [InlineData("nll")]
    public void The_weight_of_a_class_that_does_not_count_is_never_read(string loss)
    {
        Save("z.npy", NpyArray.Of<float>([1, 2, 3, 3, 2, 1, 0.5f, 0, -1], 3, 3));
        Save("t.npy", NpyArray.Of<long>([0, 1, 2], 3));
        Save("w.npy", NpyArray.Of<double>([1, 7, 3], 3));
        string[] options = ["--class-weights", File("w.npy"), "--ignore-index", "1"];
        var (losses, gradient) = Run(loss, options);
        double value = Json(loss, options).GetProperty("value").GetDouble();
        Save("w.npy", NpyArray.Of<double>([1, double.NaN, 3], 3));
        Assert.Equal(value, Json(loss, options).GetProperty("value").GetDouble());
        Assert.Equal(losses.ToDouble(), Run(loss, options).Losses.ToDouble());
        Assert.Equal(gradient.ToDouble(), Run(loss, options).Gradient.ToDouble());
        Fails(BadData, "w.npy: entry 1: the weight of class 1 is NaN, and row 1 is of that class; a finite number expected", loss, "--class-weights", File("w.npy"));
        Save("t.npy", NpyArray.Of<long>([1, 1, 1], 3));
        Assert.Equal("NaN", Json(loss, options).GetProperty("value").GetString());
        Assert.Equal([0, 0, 0], Run(loss, options).Losses.ToDouble());
    }

    [Fact]
    public void Smoothed_and_soft_targets_read_every_weight()
    {
        Save("z.npy", NpyArray.Of<float>([1, 2, 3], 1, 3));
        Save("t.npy", NpyArray.Of<long>([0], 1));
        Save("w.npy", NpyArray.Of<double>([1, double.PositiveInfinity, 3], 3));
        Fails(BadData, "w.npy: entry 1: the weight of class 1 is Infinity, and label smoothing counts every class; a finite number expected", "cross-entropy", "--class-weights", File("w.npy"), "--label-smoothing", "0.1");
        Save("t.npy", NpyArray.Of<float>([1, 0, 0], 1, 3));
        Fails(BadData, "w.npy: entry 1: the weight of class 1 is Infinity, and soft targets count every class; a finite number expected", "cross-entropy", "--class-weights", File("w.npy"));
    }

    [Fact]
    public void The_mean_over_weights_that_cancel_is_not_a_number()
    {
        Save("z.npy", NpyArray.Of<float>([1, 2, 3, 3, 2, 1], 2, 3));
        Save("t.npy", NpyArray.Of<long>([0, 1], 2));
        Save("w.npy", NpyArray.Of<double>([1, -1, 3], 3));
        Assert.Equal("NaN", Json("cross-entropy", "--class-weights", File("w.npy")).GetProperty("value").GetString());
        Assert.Equal(new double[6], Run("cross-entropy", "--class-weights", File("w.npy")).Gradient.ToDouble());
    }

    [Fact]
    public void No_index_is_ignored_among_soft_targets()
    {
        Save("z.npy", NpyArray.Of<float>([1, 2, 3, 3, 2, 1], 2, 3));
        Save("t.npy", NpyArray.Of<float>([1, 0, 0, 0, 1, 0], 2, 3));
        Fails(BadUsage, "--ignore-index goes with class indices, and t.npy holds one number per logit (float32): leave it out, and leave out the samples themselves", "cross-entropy", "--ignore-index", "1");
    }

    string File(string name) => _tool.File(name);

    void Save(string name, NpyArray array)
    {
        using var stream = System.IO.File.Create(File(name));
        array.Write(stream);
    }

    (NpyArray Losses, NpyArray Gradient) Run(string loss, params string[] options)
    {
        Json(loss, ["--out", File("l.npy"), "--grad", File("g.npy"), .. options]);
        return (NpyArray.Read(File("l.npy")), NpyArray.Read(File("g.npy")));
    }

    JsonElement Json(string loss, params string[] options)
    {
        var result = Tool.Run(["loss", loss, "--logits", File("z.npy"), "--targets", File("t.npy"), "--format", "json", .. options]);
        Assert.Equal(("", 0), (result.Error, result.Code));
        return JsonDocument.Parse(result.Output).RootElement;
    }

    void Fails(int code, string message, string loss, params string[] options) => Tool.Fails(code, message, ["loss", loss, "--logits", File("z.npy"), "--targets", File("t.npy"), .. options]);
}
