using static System.Math;

namespace Surprisal.Losses.Tests;

/// <summary>The answer of one row: a class, or one number per logit.</summary>
public sealed record Answer(int Class, double[]? Values = null)
{
    public static implicit operator Answer(int index) => new(index);

    public static implicit operator Answer(double[] values) => new(-1, values);

    /// <summary>Share of class k in the smoothed target.</summary>
    public double Share(int k, int classes, double smoothing) => (1 - smoothing) * (Values?[k] ?? (k == Class ? 1 : 0)) + smoothing / classes;
}

/// <summary>One row per loss and option: its textbook formula in doubles, and one value worked out by hand.</summary>
public sealed record LossCase(string Name, Loss Loss, Func<double[], Answer, double> Textbook, double[] Logits, Answer Answer, double ByHand)
{
    static readonly double[] s_weights = [0.5, 2, 3];

    public static readonly LossCase[] All =
    [
        new("cross-entropy", Loss.CrossEntropy, (z, y) => -Log(Softmax(z)[y.Class]), [0, 0, 0, 0], 2, ByHand: Log(4)),
        new("cross-entropy, soft", Loss.CrossEntropy, (z, y) => Soft(z, y, 0, null), [0, Log(3)], new double[] { 0.5, 0.5 }, ByHand: 0.5 * Log(4) + 0.5 * Log(4.0 / 3)),
        new("cross-entropy, smoothed", Loss.CrossEntropy with { LabelSmoothing = 0.1 }, (z, y) => Soft(z, y, 0.1, null),
            [Log(3), 0], 0, ByHand: 0.95 * Log(4.0 / 3) + 0.05 * Log(4)),
        new("cross-entropy, soft and smoothed", Loss.CrossEntropy with { LabelSmoothing = 0.2 }, (z, y) => Soft(z, y, 0.2, null),
            [Log(3), 0], new double[] { 1, 0 }, ByHand: 0.9 * Log(4.0 / 3) + 0.1 * Log(4)),
        new("cross-entropy, weighted", Loss.CrossEntropy with { ClassWeights = s_weights, Reduction = Reduction.Sum },
            (z, y) => -s_weights[y.Class] * Log(Softmax(z)[y.Class]), [0, 0, 0], 2, ByHand: 3 * Log(3)),
        new("cross-entropy, weighted and smoothed", Loss.CrossEntropy with { ClassWeights = s_weights, LabelSmoothing = 0.3, Reduction = Reduction.Sum },
            (z, y) => Soft(z, y, 0.3, s_weights), [0, 0, 0], 1, ByHand: (0.1 * 0.5 + 0.8 * 2 + 0.1 * 3) * Log(3)),
        new("cross-entropy, weighted and soft", Loss.CrossEntropy with { ClassWeights = s_weights },
            (z, y) => Soft(z, y, 0, s_weights), [0, 0, 0], new double[] { 0.5, 0.25, 0.25 }, ByHand: 1.5 * Log(3)),
        new("binary-cross-entropy", Loss.BinaryCrossEntropy, (z, t) => z.Select((x, k) => Binary(x, t.Values![k], 1)).Average(), [0], new double[] { 1 }, ByHand: Log(2)),
        new("binary-cross-entropy, soft", Loss.BinaryCrossEntropy, (z, t) => z.Select((x, k) => Binary(x, t.Values![k], 1)).Average(),
            [Log(3), 0], new double[] { 0.25, 0.75 }, ByHand: (0.25 * Log(4.0 / 3) + 0.75 * Log(4) + Log(2)) / 2),
        new("binary-cross-entropy, weighted", Loss.BinaryCrossEntropy with { PositiveWeights = [3, 0.5] },
            (z, t) => z.Select((x, k) => Binary(x, t.Values![k], k == 0 ? 3 : 0.5)).Average(), [0, 0], new double[] { 1, 0 }, ByHand: 2 * Log(2)),
        new("binary-cross-entropy, one weight", Loss.BinaryCrossEntropy with { PositiveWeights = [4] },
            (z, t) => z.Select((x, k) => Binary(x, t.Values![k], 4)).Average(), [0], new double[] { 1 }, ByHand: 4 * Log(2)),
        new("binary-cross-entropy, smoothed", Loss.BinaryCrossEntropy with { LabelSmoothing = 0.2 },
            (z, t) => z.Select((x, k) => Binary(x, 0.8 * t.Values![k] + 0.1, 1)).Average(), [Log(3)], new double[] { 1 }, ByHand: 0.9 * Log(4.0 / 3) + 0.1 * Log(4)),
        new("mse", Loss.Mse, (z, t) => z.Select((x, k) => Pow(x - t.Values![k], 2)).Average(), [3, 1], new double[] { 1, 1 }, ByHand: 2),
        new("huber", Loss.Huber(1.5), (z, t) => z.Select((x, k) => HuberAt(x - t.Values![k], 1.5)).Average(), [2, 5], new double[] { 1, 1 }, ByHand: (0.5 + 1.5 * 3.25) / 2),
        new("sigmoid-distance", Loss.SigmoidDistance, (z, t) => z.Select((x, k) => Math.Abs(t.Values![k] - 1 / (1 + Exp(-x)))).Average(),
            [Log(3), 0], new double[] { 1, 0 }, ByHand: (0.25 + 0.5) / 2),
        new("poly", Loss.Poly(2), (z, y) => -Log(Softmax(z)[y.Class]) + 2 * (1 - Softmax(z)[y.Class]), [0, Log(3)], 1, ByHand: Log(4.0 / 3) + 0.5),
        new("generalized-cross-entropy", Loss.GeneralizedCrossEntropy(0.5), (z, y) => (1 - Sqrt(Softmax(z)[y.Class])) / 0.5, [0, 0, 0, 0], 1, ByHand: 1),
        new("l1", Loss.L1, (z, t) => z.Select((x, k) => Math.Abs(x - t.Values![k])).Average(), [3, 1], new double[] { 1, 2 }, ByHand: 1.5),
    ];

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    public static LossCase Of(string name) => All.Single(c => c.Name == name);

    /// <summary>Random rows with answers of the case's kind; logits are floats, so that both number types see the same.</summary>
    public IEnumerable<(double[] Logits, Answer Answer)> Inputs(int count)
    {
        var random = new Random(7);
        for (int i = 0; i < count; i++)
        {
            double[] z = [.. Logits.Select(_ => (double)(float)(random.NextDouble() * 12 - 6))];
            Answer answer = Answer.Values is null ? i % z.Length : (double[])[.. z.Select(_ => (double)(float)random.NextDouble())];
            yield return (z, answer);
        }
    }

    public override string ToString() => Name;

    static double HuberAt(double d, double delta) => Math.Abs(d) <= delta ? d * d / 2 : delta * (Math.Abs(d) - delta / 2);

    static double[] Softmax(double[] z) => [.. z.Select(x => Exp(x) / z.Sum(Exp))];

    static double Soft(double[] z, Answer y, double smoothing, double[]? weights) =>
        -Softmax(z).Select((p, k) => (weights?[k] ?? 1) * y.Share(k, z.Length, smoothing) * Log(p)).Sum();

    static double Binary(double z, double t, double positiveWeight) =>
        -(positiveWeight * t * Log(1 / (1 + Exp(-z))) + (1 - t) * Log(1 - 1 / (1 + Exp(-z))));
}
