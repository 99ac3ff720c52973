using static System.Math;
using static Surprisal.Losses.Tests.Textbook;

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
        new("cross-entropy, z-loss", Loss.CrossEntropy with { ZLoss = 0.5 }, (z, y) => -Log(Softmax(z)[y.Class]) + 0.5 * Pow(Log(z.Sum(Exp)), 2), [0, 0], 0, ByHand: Log(2) + 0.5 * Log(2) * Log(2)),
        new("cross-entropy, smoothed, z-loss", Loss.CrossEntropy with { ZLoss = 0.1, LabelSmoothing = 0.2 }, (z, y) => Soft(z, y, 0.2, null) + 0.1 * Pow(Log(z.Sum(Exp)), 2),
            [0, 0], 0, ByHand: Log(2) + 0.1 * Log(2) * Log(2)),
        new("nll", Loss.Nll, (z, y) => -z[y.Class], [-1, -2, -3], 1, ByHand: 2),
        new("nll, weighted", Loss.Nll with { ClassWeights = s_weights, Reduction = Reduction.Sum }, (z, y) => -s_weights[y.Class] * z[y.Class], [-1, -2, -3], 1, ByHand: 4),
        new("kl-divergence", Loss.KlDivergence, (z, y) => z.Select((x, k) => y.Values![k] * (Log(y.Values[k]) - x)).Average(), [-1, -2], new double[] { 0.5, 0 }, ByHand: 0.25 * (1 - Log(2))),
        new("hinge", Loss.Hinge(), (z, y) => Margins(z, y.Class, 1).Sum() / z.Length, [1, 0.5, -2], 0, ByHand: 0.5 / 3),
        new("hinge, weighted", Loss.Hinge(margin: 2) with { ClassWeights = s_weights, Reduction = Reduction.Sum }, (z, y) => s_weights[y.Class] * Margins(z, y.Class, 2).Sum() / z.Length,
            [1, 0.5, -2], 0, ByHand: 0.5 * 1.5 / 3),
        new("squared-hinge", Loss.SquaredHinge(), (z, y) => Margins(z, y.Class, 1).Sum(h => h * h) / z.Length, [1, 0.5, -2], 0, ByHand: 0.25 / 3),
        new("cubed-hinge", Loss.CubedHinge(), (z, y) => Margins(z, y.Class, 1).Sum(h => h * h * h) / z.Length, [1, 0.5, -2], 0, ByHand: 0.125 / 3),
        new("ova-hinge", Loss.OvaHinge(), (z, y) => OneAgainstAll(z, y.Class).Sum(), [0.25, 0, -1], 0, ByHand: 0.75),
        new("ova-hinge, squared", Loss.OvaHinge(power: 2), (z, y) => OneAgainstAll(z, y.Class).Sum(h => h * h), [0.25, 0, -1], 0, ByHand: 0.0625 + 0.25),
        new("focal", Loss.Focal(), (z, y) => -Pow(1 - Softmax(z)[y.Class], 2) * Log(Softmax(z)[y.Class]), [0, 0, 0, 0], 1, ByHand: 9.0 / 16 * Log(4)),
        new("focal, half, weighted", Loss.Focal(0.5) with { ClassWeights = s_weights }, (z, y) => -s_weights[y.Class] * Sqrt(1 - Softmax(z)[y.Class]) * Log(Softmax(z)[y.Class]),
            [0, 0, 0], 2, ByHand: 3 * Sqrt(2.0 / 3) * Log(3)),
        new("binary-focal", Loss.BinaryFocal(), (z, t) => z.Select((x, k) => Pow(1 - Pt(x, t.Values![k]), 2) * Binary(x, t.Values[k], 1)).Average(), [Log(3), 0], new double[] { 0, 1 },
            ByHand: (9.0 / 16 * Log(4) + Log(2) / 4) / 2),
        new("symmetric-cross-entropy", Loss.SymmetricCrossEntropy(), (z, y) => -0.1 * Log(Softmax(z)[y.Class]) + 4 * (1 - Softmax(z)[y.Class]), [0, 0, 0, 0], 3, ByHand: 0.1 * Log(4) + 3),
        new("asymmetric", Loss.Asymmetric(), (z, t) => z.Select((x, k) => AsymmetricAt(x, t.Values![k], 4, 1, 0.05)).Average(), [0, 0], new double[] { 1, 0 },
            ByHand: (0.5 * Log(2) - Pow(0.45, 4) * Log(0.55)) / 2),
        new("asymmetric, no margin", Loss.Asymmetric(2, 0, 0), (z, t) => z.Select((x, k) => AsymmetricAt(x, t.Values![k], 2, 0, 0)).Average(), [0, 0], new double[] { 1, 0 }, ByHand: (Log(2) + 0.25 * Log(2)) / 2),
        new("expectation-l1", Loss.ExpectationL1, (z, y) => Errors(z, y).Sum(Math.Abs), [0, 0, 0, 0], 0, ByHand: 1.5),
        new("expectation-l1, soft", Loss.ExpectationL1, (z, y) => Errors(z, y).Sum(Math.Abs), [0, 0], new double[] { 0.75, 0.25 }, ByHand: 0.5),
        new("expectation-l2", Loss.ExpectationL2, (z, y) => Errors(z, y).Sum(e => e * e), [0, 0, 0, 0], 0, ByHand: 9.0 / 16 + 3.0 / 16),
        new("expectation-l2, soft", Loss.ExpectationL2, (z, y) => Errors(z, y).Sum(e => e * e), [0, 0], new double[] { 0.75, 0.25 }, ByHand: 0.125),
        new("expectation-linf", Loss.ExpectationLinf, (z, y) => Errors(z, y).Max(Math.Abs), [0, 0, 0, 0], 0, ByHand: 0.75),
        new("expectation-linf, soft", Loss.ExpectationLinf, (z, y) => Errors(z, y).Max(Math.Abs), [0, 0, 0], new double[] { 1, 0, 0 }, ByHand: 2.0 / 3),
        new("log-squared", Loss.LogSquared, (z, y) => Pow(Log(Softmax(z)[y.Class]), 2), [0, 0, 0, 0], 0, ByHand: Log(4) * Log(4)),
        new("log-squared, soft", Loss.LogSquared, (z, y) => Softmax(z).Select((p, k) => Pow(y.Values![k] * Log(p), 2)).Sum(), [0, 0], new double[] { 0.5, 1 }, ByHand: 1.25 * Log(2) * Log(2)),
        new("tanimoto", Loss.Tanimoto, TanimotoAt, [0, 0, 0, 0], 0, ByHand: -0.25),
        new("tanimoto, soft", Loss.Tanimoto, TanimotoAt, [0, 0], new double[] { 0.5, 0.5 }, ByHand: -1),
        new("cauchy-schwarz", Loss.CauchySchwarz, CauchySchwarzAt, [0, 0, 0, 0], 0, ByHand: Log(2)),
        new("cauchy-schwarz, soft", Loss.CauchySchwarz, CauchySchwarzAt, [0, 0], new double[] { 0.6, 0.8 }, ByHand: -Log(1.4 / Sqrt(2))),
        new("spherical", Loss.Spherical, SphericalAt, [0, 0, 0, 0], 0, ByHand: -0.5),
        new("spherical, soft", Loss.Spherical, SphericalAt, [0, 0], new double[] { 0.5, 0.5 }, ByHand: -Sqrt(0.5)),
        new("abs-normalised", Loss.AbsNormalised, (z, y) => Log(z.Sum(Math.Abs)) - Log(Math.Abs(z[y.Class])), [1, -2, 1], 1, ByHand: Log(2)),
        new("smooth-l1", Loss.SmoothL1(0.5), (z, t) => z.Select((x, k) => HuberAt(x - t.Values![k], 0.5) / 0.5).Average(), [2, 1.25], new double[] { 1, 1 }, ByHand: (0.75 + 0.0625) / 2),
        new("smooth-l1, l1", Loss.SmoothL1(0), (z, t) => z.Select((x, k) => Math.Abs(x - t.Values![k])).Average(), [3, 1], new double[] { 1, 2 }, ByHand: 1.5),
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
}
