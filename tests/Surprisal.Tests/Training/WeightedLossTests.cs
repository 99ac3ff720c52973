using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests;

public class WeightedLossTests
{
    static readonly float[] s_logits = [1, 2, 0.5f, 0, -1, 3, 0.2f, 0.1f, 0.4f, 2, 2, -1];
    static readonly int[] s_classes = [0, 2, 1, 1];
    static readonly float[] s_labels = [1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0];
    static readonly float[] s_weights = [1, 0.5f, 2, 0];

    // PyTorch: (w * cross_entropy(z, y, weight=[1, 2, 3], reduction="none")).sum() / (w * weight[y]).sum(), and its backward.
    [Fact]
    public void Weights_of_rows_and_classes_together_are_those_of_PyTorch()
    {
        double[] expected = [-0.1182732465, 0.0966971876, 0.0215760589, 0.0107567591, 0.0039571905, -0.0147139496, 0.1968449577, -0.4372719321, 0.2404269743, 0, 0, 0];
        Check(Loss.CrossEntropy with { ClassWeights = [1, 2, 3] }, s_classes, 1.00346444355722, expected);
    }

    // PyTorch: (w[:, None] * binary_cross_entropy_with_logits(z, t, pos_weight=[1, 2, 3], reduction="none")).sum() / (3 * w.sum()).
    [Fact]
    public void Weights_of_rows_and_labels_together_are_those_of_PyTorch()
    {
        double[] expected =
        [
            -0.0256134687, 0.0838854360, -0.1078687625, 0.0238095238, 0.0128067344, -0.0067751247, -0.0857459053, -0.1809603095, 0.1140357448, 0, 0, 0,
        ];
        Check(Loss.BinaryCrossEntropy with { PositiveWeights = [1, 2, 3] }, s_labels, 0.9560381901293892, expected);
    }

    static void Check(Loss loss, Targets<float> targets, double value, double[] gradient)
    {
        float[] slopes = new float[12], summed = new float[12];
        Assert.Equal(value, new WeightedLoss(loss).Evaluate(s_logits.AsMatrix(3), targets, s_weights, slopes.AsMatrix(3)), 1e-6);
        for (int i = 0; i < gradient.Length; i++) Assert.Equal(gradient[i], slopes[i], 1e-6);

        double sum = new WeightedLoss(loss with { Reduction = Reduction.Sum }).Evaluate(s_logits.AsMatrix(3), targets, s_weights, summed.AsMatrix(3));
        Assert.Equal(summed[1] / slopes[1], sum / value, 1e-4); // Σ w·ℓ and its slope: both greater by the same sum of weights
        Assert.NotEqual(value, sum, 0.1);
    }

    [Fact]
    public void Rows_of_weight_0_cost_nothing_whatever_their_logits_hold()
    {
        float[] logits = [float.PositiveInfinity, 0, 1, 2], gradient = new float[4];
        double value = new WeightedLoss(Loss.CrossEntropy).Evaluate(logits.AsMatrix(2), (int[])[1, 0], [0, 3], gradient.AsMatrix(2));
        Assert.Equal(Math.Log(1 + Math.E), value, 1e-6);
        Assert.Equal([0, 0], gradient[..2]);
        Assert.Equal(0, new WeightedLoss(Loss.CrossEntropy).Evaluate(logits.AsMatrix(2), (int[])[1, 0], [0, 0], gradient.AsMatrix(2)));
        Assert.Equal([0, 0, 0, 0], gradient);
    }

    [Fact]
    public void Weighing_allocates_once()
    {
        var loss = new WeightedLoss(Loss.CrossEntropy with { ClassWeights = [1, 2, 3] });
        float[] gradient = new float[12];
        loss.Evaluate(s_logits.AsMatrix(3), s_classes, s_weights, gradient.AsMatrix(3));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) loss.Evaluate(s_logits.AsMatrix(3), s_classes, s_weights, gradient.AsMatrix(3));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_batch_of_classes_that_count_nothing_costs_nothing()
    {
        float[] logits = [1, 2], gradient = [7, 7];
        Assert.Equal(0, new WeightedLoss(Loss.CrossEntropy with { ClassWeights = [0, 1] }).Evaluate(logits.AsMatrix(2), (int[])[0], default, gradient.AsMatrix(2)));
        Assert.Equal([0, 0], gradient);
    }
}
