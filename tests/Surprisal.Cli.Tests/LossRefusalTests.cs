using Surprisal.Data;

namespace Surprisal.Cli.Tests;

/// <summary>What <c>surprisal loss</c> and its kin say to files that do not fit, and to calls that say too little.</summary>
public sealed class LossRefusalTests : IDisposable
{
    const int BadData = 1, BadUsage = 2;
    readonly Tool _tool = new();

    public LossRefusalTests()
    {
        Save("z.npy", NpyArray.Of<float>([1, 2, 3, 3, 2, 1], 2, 3));
        Save("t.npy", NpyArray.Of<long>([0, 1], 2));
    }

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Logits_of_a_shape_that_the_loss_cannot_take_are_named()
    {
        Save("z.npy", NpyArray.Of<float>([1, 2, 3], 3));
        Fails(BadData, "z.npy: cross-entropy needs logits of shape [N, C] or [N, C, d1, …], got (3,)", "cross-entropy");
        Save("t.npy", NpyArray.Of<long>([1]));
        Fails(BadData, "z.npy: cross-entropy needs logits of shape [N, C] or [N, C, d1, …], got (3,)", "cross-entropy");
        Save("z.npy", NpyArray.Of<float>([], 2, 0));
        Save("t.npy", NpyArray.Of<long>([0, 1], 2));
        Fails(BadData, "z.npy: cross-entropy needs logits of shape [N, C] with one class or more, got (2, 0)", "cross-entropy");
        Save("z.npy", NpyArray.Of<float>(new float[24], 2, 3, 4));
        Save("t.npy", NpyArray.Of<long>(new long[8], 2, 4));
        Fails(BadData, "z.npy: hinge needs logits of shape [N, C], got (2, 3, 4)", "hinge");
        Save("z.npy", NpyArray.Of<float>([1]));
        Fails(BadData, "z.npy: mse needs logits of shape [N], [N, C] or [N, C, d1, …], got ()", "mse");
    }

    [Fact]
    public void Classes_in_a_float_file_are_told_to_be_made_integers()
    {
        Save("t.npy", NpyArray.Of<double>([0, 1], 2));
        const string Advice = "; the file holds float64, and class indices must be integers, as targets.astype(numpy.int64) makes them";
        Fails(BadData, "t.npy: cross-entropy: targets of the logits' shape (2, 3) expected, got (2,)" + Advice, "cross-entropy");
        Fails(BadData, "t.npy: focal needs one class index per row as targets, got numbers" + Advice, "focal");
        Tool.Fails(BadData, "t.npy: cross-entropy: targets of the logits' shape (2, 3) expected, got (2,)" + Advice, "doctor", "--logits", File("z.npy"), "--targets", File("t.npy"));
        Save("t.npy", NpyArray.Of<double>([0, 1, 2], 3));
        Fails(BadData, "t.npy: cross-entropy: targets of the logits' shape (2, 3) expected, got (3,)", "cross-entropy");
    }

    [Fact]
    public void A_class_is_told_with_all_its_digits()
    {
        Save("t.npy", NpyArray.Of<long>([0, (1L << 62) + 1], 2));
        Fails(BadData, "t.npy: row 1: class 4611686018427387905 is outside 0..2", "cross-entropy");
        Save("t.npy", NpyArray.Of<long>([0, -1], 2));
        Fails(BadData, "t.npy: row 1: class -1 is outside 0..2; --ignore-index -1 leaves such samples out", "cross-entropy");
        Fails(BadData, "t.npy: row 1: class -1 is outside 0..2", "focal"); // which ignores nothing
    }

    [Fact]
    public void Numbers_of_options_are_told_what_is_wrong_with_them()
    {
        Fails(BadUsage, "cross-entropy: ignore-index must be a whole number from -2147483648 to 2147483647, got '3000000000'", "cross-entropy", "--ignore-index", "3000000000");
        Fails(BadUsage, "--label-smoothing must be one number, with a decimal point as in 0.1, got '0,1'", "cross-entropy", "--label-smoothing", "0,1");
        Fails(BadUsage, "--label-smoothing must be one number, with a decimal point as in 0.1, got '0.1,ignore-index=1'", "cross-entropy", "--label-smoothing", "0.1,ignore-index=1");
        Fails(BadUsage, "poly knows no class weights; it knows epsilon", "poly", "--class-weights", File("w.npy"));
    }

    [Theory]
    [InlineData("loss", "surprisal loss cross-entropy --logits L.npy --targets T.npy --label-smoothing 0.1 --grad G.npy")]
    [InlineData("activation", "surprisal activation softmax --logits L.npy --out P.npy")]
    [InlineData("information", "surprisal information kl-divergence --p P.npy --q Q.npy --base 2")]
    public void A_missing_name_is_asked_for_with_an_example(string command, string example) =>
        Tool.Fails(BadUsage, $"NAME is missing, as in: {example}; see surprisal {command} --help", command);

    [Fact]
    public void Losses_without_a_unit_are_listed_without_one()
    {
        Save("z.npy", NpyArray.Of<float>([1, 2.5f], 2));
        Save("t.npy", NpyArray.Of<float>([0, 0], 2));
        string text = Tool.Run("loss", "l1", "--logits", File("z.npy"), "--targets", File("t.npy"), "--reduction", "none").Output;
        Assert.Equal("l1: 2 logits|  1|  2.5|", text.ReplaceLineEndings("|"));
    }

    string File(string name) => _tool.File(name);

    void Save(string name, NpyArray array)
    {
        using var stream = System.IO.File.Create(File(name));
        array.Write(stream);
    }

    void Fails(int code, string message, string loss, params string[] options) => Tool.Fails(code, message, ["loss", loss, "--logits", File("z.npy"), "--targets", File("t.npy"), .. options]);
}
