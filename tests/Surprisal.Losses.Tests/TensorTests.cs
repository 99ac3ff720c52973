using System.Buffers;
using System.Numerics.Tensors;
using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Tensors of any shape, with the classes along axis 1.</summary>
public class TensorTests
{
    static readonly nint[] s_shape = [2, 3, 4, 5], s_samples = [2, 4, 5];
    static readonly double[] s_logits = [.. Enumerable.Range(0, 120).Select(i => Math.Sin(7 * i) * 3)];
    static readonly int[] s_classes = [.. Enumerable.Range(0, 40).Select(i => i * i % 3)];

    [Fact]
    public void Every_position_is_a_sample_of_its_own()
    {
        foreach (var loss in (Loss[])[Loss.CrossEntropy, Loss.CrossEntropy with { ClassWeights = [1, 2, 0.5], LabelSmoothing = 0.1 }, Loss.Focal(), Loss.ExpectationL2])
        {
            double[] gradient = new double[120], losses = new double[40];
            double mean = loss.Evaluate(new ReadOnlyTensorSpan<double>(s_logits, s_shape), new ReadOnlyTensorSpan<int>(s_classes, s_samples), new TensorSpan<double>(gradient, s_shape), new TensorSpan<double>(losses, s_samples));
            var (rows, slopes) = Sample(loss with { Reduction = Reduction.Sum });
            double weight = loss.ClassWeights is { } weights ? s_classes.Sum(y => weights[y]) : 40;
            Assert.Equal(rows.Sum() / weight, mean, 1e-13);
            for (int i = 0; i < 40; i++) Assert.Equal(rows[i], losses[i], 1e-13);
            for (int i = 0; i < 120; i++) Assert.Equal(slopes[i] / weight, gradient[i], 1e-13);
        }
    }

    [Fact]
    public void Positive_weights_go_along_the_classes()
    {
        double[] targets = [.. s_logits.Select(z => z > 1 ? 1.0 : 0)], losses = new double[120];
        var loss = Loss.BinaryCrossEntropy with { PositiveWeights = [1, 2, 3] };
        loss.Evaluate(new ReadOnlyTensorSpan<double>(s_logits, s_shape), new ReadOnlyTensorSpan<double>(targets, s_shape), losses: new TensorSpan<double>(losses, s_shape));
        for (int i = 0; i < 120; i++)
        {
            double p = 1 / (1 + Math.Exp(-s_logits[i]));
            Assert.Equal(targets[i] == 1 ? -(i / 20 % 3 + 1) * Math.Log(p) : -Math.Log(1 - p), losses[i], 1e-13);
        }
    }

    [Fact]
    public void Halves_are_computed_with_as_floats()
    {
        Half[] logits = [.. s_logits.Select(z => (Half)z)], gradient = new Half[120];
        float[] singles = Array.ConvertAll(logits, z => (float)z), expected = new float[120];
        double value = Loss.CrossEntropy.Evaluate(new ReadOnlyTensorSpan<Half>(logits, s_shape), new ReadOnlyTensorSpan<int>(s_classes, s_samples), new TensorSpan<Half>(gradient, s_shape));
        Assert.Equal(Loss.CrossEntropy.Evaluate(new ReadOnlyTensorSpan<float>(singles, s_shape), new ReadOnlyTensorSpan<int>(s_classes, s_samples), new TensorSpan<float>(expected, s_shape)), value);
        Assert.Equal(expected.Select(g => (Half)g), gradient);
    }

    [Fact]
    public void A_tensor_need_not_be_contiguous()
    {
        double[] padded = new double[4 * 5];
        for (int row = 0; row < 4; row++) s_logits.AsSpan(row * 3, 3).CopyTo(padded.AsSpan(row * 5));
        var view = new ReadOnlyTensorSpan<double>(padded, (ReadOnlySpan<nint>)[4, 5]).Slice((ReadOnlySpan<NRange>)[NRange.All, new(0, 3)]);
        int[] classes = [0, 1, 2, 0];
        Assert.Equal(Loss.CrossEntropy.Evaluate(s_logits.AsSpan(0, 12).AsMatrix(3), classes), Loss.CrossEntropy.Evaluate(view, new ReadOnlyTensorSpan<int>(classes, (ReadOnlySpan<nint>)[4])));
    }

    [Fact]
    public void The_batch_mean_divides_by_the_first_axis()
    {
        double[] targets = [.. s_logits.Select(z => z * z)], gradient = new double[120];
        var loss = Loss.KlDivergence with { Reduction = Reduction.BatchMean };
        double sum = (loss with { Reduction = Reduction.Sum }).Evaluate(s_logits.AsMatrix(3), targets);
        Assert.Equal(sum / 2, loss.Evaluate(new ReadOnlyTensorSpan<double>(s_logits, s_shape), new ReadOnlyTensorSpan<double>(targets, s_shape), new TensorSpan<double>(gradient, s_shape)), 1e-11);
        Assert.Equal(-targets[7] / 2, gradient[7], 1e-13);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Refused("cross-entropy needs logits of shape [N, C] or [N, C, d1, …], got (120,).", Loss.CrossEntropy, [120], [120]);
        Refused("hinge needs logits of shape [N, C], got (2, 3, 4, 5).", Loss.Hinge(), [2, 3, 4, 5], [2, 4, 5]);
        Refused("cross-entropy: class targets of shape (2, 4, 5) expected for logits of shape (2, 3, 4, 5), got (40,).", Loss.CrossEntropy, [2, 3, 4, 5], [40]);
    }

    static void Refused(string message, Loss loss, nint[] logits, nint[] classes) => Assert.Equal(message, Assert.Throws<ArgumentException>(() =>
        loss.Evaluate(new ReadOnlyTensorSpan<double>(s_logits, logits), new ReadOnlyTensorSpan<int>(new int[classes.Aggregate((a, b) => a * b)], classes))).Message);

    /// <summary>Each sample read from the tensor by hand, as a row of its own.</summary>
    static (double[] Losses, double[] Gradient) Sample(Loss loss)
    {
        double[] losses = new double[40], gradient = new double[120], row = new double[3], slopes = new double[3];
        for (int n = 0; n < 2; n++)
        {
            for (int d = 0; d < 20; d++)
            {
                for (int k = 0; k < 3; k++) row[k] = s_logits[n * 60 + k * 20 + d];
                losses[n * 20 + d] = loss.Evaluate(row.AsMatrix(3), new[] { s_classes[n * 20 + d] }, slopes.AsMatrix(3));
                for (int k = 0; k < 3; k++) gradient[n * 60 + k * 20 + d] = slopes[k];
            }
        }
        return (losses, gradient);
    }
}
