using MathNet.Numerics.Distributions;

namespace Surprisal;

/// <summary>The data sets with a known truth, by name.</summary>
public static class KnownTruths
{
    // Made up once, and never again: every floor that is written down is theirs. One row of weights a class.
    static readonly double[] s_ten =
    [
        1.3, -0.4, 0.8, 0.1, -1.1, 0.9, 0.3, -0.6, 0.2, 1.5, -0.7, 0.5, -0.9, -1.2, 0.4, 1.0, 0.6, 0.7, 1.4, -0.8,
        -1.4, 0.2, -0.3, 1.1, 0.1, -1.3, -0.8, -0.2, 1.2, -0.5, 0.9, -1.0, -0.2, 1.0, -1.5, 0.6, -0.5, 0.3, 0.0, 1.3,
    ];

    static readonly double[] s_three = [2, 0.5, -1, 1.5, -0.5, -2];
    static readonly string[] s_labels = ["cat", "dog", "plane"];

    /// <summary>Three equally likely clouds of equal width in the plane.</summary>
    public static KnownTruth Gaussians { get; } = Clouds.Truth(
        "gaussians", "three round clouds in the plane that overlap", ["left", "right", "top"], 0.75, [[(-1, 0)], [(1, 0)], [(0, 1.5)]], isLinear: true);

    /// <summary>Ten classes, hard to tell apart.</summary>
    public static KnownTruth Ten { get; } = KnownTruth.OfClasses(
        "ten", "ten classes by a softmax of four features", 4, [.. Enumerable.Range(0, 10).Select(k => $"class{k}")], Normals, (x, p) => Softmax(s_ten, x, p));

    /// <summary>Yes or no.</summary>
    public static KnownTruth Logistic { get; } = KnownTruth.OfClasses("logistic", "yes or no by a logistic function of four features", 4, ["no", "yes"], Normals, (x, p) =>
    {
        p[1] = Sigmoid(1.5 * x[0] - x[1] + 0.5 * x[2] - 0.5);
        p[0] = 1 - p[1];
    });

    /// <summary>Two half circles that no straight line parts.</summary>
    public static KnownTruth Moons { get; } = Clouds.Truth(
        "moons", "two interleaved half circles of small clouds; no straight line parts them", ["upper", "lower"], 0.25, [Clouds.Moon(0, 0, 1), Clouds.Moon(1, 0.5, -1)], isLinear: false);

    /// <summary>Opposite corners of a square are alike; the floor is the noise of the labels alone.</summary>
    public static KnownTruth Xor { get; } = KnownTruth.OfClasses(
        "xor", "opposite corners of a square are alike, and one label in ten is wrong", 2, ["alike", "different"], Square, (x, p) =>
        {
            p[1] = x[0] * x[1] < 0 ? 0.9 : 0.1;
            p[0] = 1 - p[1];
        }, isLinear: false);

    /// <summary>Several labels, or none, apply.</summary>
    public static KnownTruth Labels { get; } = KnownTruth.OfLabels(
        "labels", "three labels of which any may apply, each for itself", 2, s_labels, atMostOne: false, Normals, (x, p) =>
        {
            for (int k = 0; k < p.Length; k++) p[k] = Sigmoid(s_three[2 * k] * x[0] + s_three[2 * k + 1] * x[1] - 0.5);
        });

    /// <summary>Exactly one label applies.</summary>
    public static KnownTruth OneOf { get; } = KnownTruth.OfLabels(
        "one-of", "three labels of which exactly one applies", 2, s_labels, atMostOne: true, Normals, (x, p) => Softmax(s_three, x, p));

    /// <summary>At most one label applies.</summary>
    public static KnownTruth OneOrNone { get; } = KnownTruth.OfLabels("one-or-none", "three labels of which one applies, or none", 2, s_labels, atMostOne: true, Normals, (x, p) =>
    {
        Span<double> withNone = stackalloc double[p.Length + 1];
        Softmax([.. s_three, 0, 0], x, withNone, lastBias: 1);
        withNone[..^1].CopyTo(p);
    });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownTruth> All { get; } = [Gaussians, Ten, Logistic, Moons, Xor, Labels, OneOf, OneOrNone];

    /// <summary>The one of that name, or null.</summary>
    public static KnownTruth? Find(string name) => All.FirstOrDefault(truth => truth.Name == name);

    static void Normals(Random random, Span<double> x)
    {
        foreach (ref double number in x) number = Normal.Sample(random, 0, 1);
    }

    static void Square(Random random, Span<double> x)
    {
        foreach (ref double number in x) number = 2 * random.NextDouble() - 1;
    }

    static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    static void Softmax(ReadOnlySpan<double> weights, ReadOnlySpan<double> x, Span<double> p, double lastBias = 0)
    {
        double sum = 0;
        for (int k = 0; k < p.Length; k++)
        {
            double z = k == p.Length - 1 ? lastBias : 0;
            for (int f = 0; f < x.Length; f++) z += weights[k * x.Length + f] * x[f];
            sum += p[k] = Math.Exp(z);
        }

        foreach (ref double share in p) share /= sum;
    }
}
