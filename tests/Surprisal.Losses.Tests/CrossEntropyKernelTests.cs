using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Cross-entropy on class indices has kernels of its own: long rows come block by block, rows with neighbours, and some rows leave for doubles.</summary>
public class CrossEntropyKernelTests
{
    /// <summary>Two blocks and a number, three blocks less one, and many.</summary>
    public static TheoryData<int, bool> Shapes => new() { { 4097, false }, { 6143, true }, { 20_003, false }, { 20_003, true } };

    [Theory, MemberData(nameof(Shapes))]
    public void A_long_row_whose_logits_rise_or_fall_has_the_textbooks_loss_and_slopes(int columns, bool rise)
    {
        float[] logits = Ramp(columns, rise), gradient = new float[columns];
        foreach (int target in (int[])[0, 2047, 2048, columns / 2, columns - 1])
        {
            double loss = Loss.CrossEntropy.Evaluate(logits.AsMatrix(columns), new Targets<float>([target]), gradient.AsMatrix(columns));
            double[] expected = Softmax(logits);
            Assert.Equal(-Math.Log(expected[target]), loss, -Math.Log(expected[target]) * 3e-7);
            expected[target] -= 1;
            for (int k = 0; k < columns; k++) Assert.Equal(expected[k], gradient[k], Math.Abs(expected[k]) * 5e-7 + 1e-38);
        }
    }

    [Fact]
    public void A_long_row_may_begin_with_infinitely_unlikely_classes()
    {
        float[] logits = Ramp(5000, rise: true), gradient = new float[5000];
        logits.AsSpan(0, 2500).Fill(float.NegativeInfinity);
        double loss = Loss.CrossEntropy.Evaluate(logits.AsMatrix(5000), new Targets<float>([4000]), gradient.AsMatrix(5000));
        Assert.Equal(-Math.Log(Softmax(logits)[4000]), loss, 1e-5);
        Assert.All(gradient[..2500], slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void A_gradient_may_take_the_place_of_long_rows_too_large_for_floats()
    {
        float[] logits = new float[5000];
        (logits[4999], logits[17]) = (20_000, 19_999);
        double loss = Loss.CrossEntropy.Evaluate(logits.AsMatrix(5000), new Targets<float>([17]), logits.AsMatrix(5000));
        Assert.Equal(1 + Math.Log(1 + Math.Exp(-1)), loss, 1e-9);
        Assert.Equal(1 / (1 + Math.Exp(-1)), logits[4999], 1e-7);
        Assert.Equal(-1 / (1 + Math.Exp(-1)), logits[17], 1e-7);
    }

    [Theory, InlineData(10), InlineData(100)]
    public void A_neighbour_that_floats_cannot_read_changes_no_bit(int columns)
    {
        var random = new Random(1);
        float[] logits = [.. Enumerable.Range(0, 40 * columns).Select(_ => random.NextSingle() * 9)];
        int[] targets = [.. Enumerable.Range(0, 40).Select(_ => random.Next(columns))];
        float[] expected = new float[logits.Length], gradient = new float[logits.Length];
        var sum = Loss.CrossEntropy with { Reduction = Reduction.Sum };
        sum.Evaluate(logits.AsMatrix(columns), targets, expected.AsMatrix(columns));
        logits[23 * columns] = 1e6f;
        sum.Evaluate(logits.AsMatrix(columns), targets, gradient.AsMatrix(columns));
        for (int i = 0; i < logits.Length; i++)
            if (i / columns != 23) Assert.Equal(expected[i], gradient[i]);
    }

    [Theory, InlineData(3), InlineData(100), InlineData(5000)]
    public void An_impossible_class_has_no_slope_however_much_the_row_weighs(int columns)
    {
        float[] logits = new float[columns], gradient = new float[columns];
        logits[1] = float.NegativeInfinity;
        var heavy = Loss.CrossEntropy with { Reduction = Reduction.Sum, ClassWeights = [.. Enumerable.Repeat(1e30, columns)] };
        double loss = heavy.Evaluate(logits.AsMatrix(columns), new Targets<float>([0]), gradient.AsMatrix(columns));
        Assert.Equal(1e30 * Math.Log(columns - 1), loss, 1e24);
        Assert.Equal(0, gradient[1]);
        Assert.Equal(1e30 / (columns - 1), gradient[2], 1e24);
    }

    static float[] Ramp(int columns, bool rise) =>
        [.. Enumerable.Range(0, columns).Select(k => (rise ? k : columns - k) * 60f / columns - 50 + MathF.Sin(k))];

    static double[] Softmax(float[] logits)
    {
        double max = logits.Max(), sum = logits.Sum(z => Math.Exp(z - max));
        return [.. logits.Select(z => Math.Exp(z - max) / sum)];
    }
}
