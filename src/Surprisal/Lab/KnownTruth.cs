using Surprisal.Data;

namespace Surprisal;

/// <summary>Data that can be drawn without end and whose p(y|x) is known in closed form: so is what no model can beat.</summary>
public sealed class KnownTruth
{
    /// <summary>The most rows that are drawn at a time.</summary>
    public const int MostRows = 10_000_000;

    readonly Drawing _draw;
    readonly Posterior _posterior;
    readonly bool _atMostOne;

    KnownTruth(string name, string summary, int features, TargetKind kind, string[] names, bool atMostOne, bool isLinear, Drawing draw, Posterior posterior)
    {
        (Name, Summary, Features, Kind, ClassNames, IsLinear) = (name, summary, features, kind, names, isLinear);
        (_atMostOne, _draw, _posterior) = (atMostOne, draw, posterior);
    }

    /// <summary>Draws the features of one row.</summary>
    internal delegate void Drawing(Random random, Span<double> x);

    /// <summary>Writes the probability of each class or label of a row.</summary>
    internal delegate void Posterior(ReadOnlySpan<double> x, Span<double> probabilities);

    /// <summary>What it is called by.</summary>
    public string Name { get; }

    /// <summary>What it looks like, in a few words.</summary>
    public string Summary { get; }

    /// <summary>How many numbers a row has.</summary>
    public int Features { get; }

    /// <summary>One class of several, or labels.</summary>
    public TargetKind Kind { get; }

    /// <summary>The classes or labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether the true logits are weighted sums of the features, or nearly so: then a linear model can come down to the floor.</summary>
    public bool IsLinear { get; }

    /// <summary>Exactly one of the classes is true of every row.</summary>
    internal static KnownTruth OfClasses(string name, string summary, int features, string[] names, Drawing draw, Posterior posterior, bool isLinear = true) =>
        new(name, summary, features, TargetKind.ClassIndex, names, atMostOne: true, isLinear, draw, posterior);

    /// <summary>Labels that, once x is known, say nothing of one another; or of which at most one is true, and none with what their probabilities leave.</summary>
    internal static KnownTruth OfLabels(string name, string summary, int features, string[] names, bool atMostOne, Drawing draw, Posterior posterior) =>
        new(name, summary, features, TargetKind.MultiLabel, names, atMostOne, isLinear: true, draw, posterior);

    /// <summary>Draws rows: x by chance, then y by p(y|x).</summary>
    /// <param name="rows">How many, from 1 to <see cref="MostRows"/>.</param>
    /// <param name="seed">Decides which; the same seed gives the same rows.</param>
    /// <param name="part">Another number draws other rows of the same seed: 0 to learn from, 1 to judge by, and so on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is less or more than that.</exception>
    public KnownSample Draw(int rows, int seed, int part = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MostRows);
        var random = new Random((int)(Chance.Mixed((ulong)seed, (ulong)part) >> 33));
        int classes = ClassNames.Count;
        float[] features = new float[rows * Features];
        double[] x = new double[Features], posterior = new double[rows * classes];
        bool[] holds = new bool[posterior.Length];
        for (int row = 0; row < rows; row++)
        {
            _draw(random, x);
            // The answer belongs to the features that a model sees, which are floats.
            for (int f = 0; f < x.Length; f++) x[f] = features[row * x.Length + f] = (float)x[f];
            var p = posterior.AsSpan(row * classes, classes);
            _posterior(x, p);
            Answer(random, p, holds.AsSpan(row * classes, classes));
        }

        return new KnownSample(this, new Dataset(features, ExampleShape.List(Features), Targets(holds)), posterior);
    }

    void Answer(Random random, ReadOnlySpan<double> p, Span<bool> holds)
    {
        double left = random.NextDouble();
        for (int k = 0; k < p.Length; k++)
        {
            holds[k] = left < p[k];
            if (!_atMostOne) left = random.NextDouble();
            else left = holds[k] ? double.PositiveInfinity : left - p[k];
        }

        // Probabilities that sum to a last digit less than 1 may leave nothing chosen.
        if (Kind == TargetKind.ClassIndex && !holds.Contains(true)) holds[^1] = true;
    }

    TargetSet Targets(bool[] holds)
    {
        if (Kind == TargetKind.MultiLabel) return new TargetSet(Kind, ClassNames, Array.ConvertAll(holds, yes => yes ? 1f : 0f));
        int[] classes = new int[holds.Length / ClassNames.Count];
        for (int row = 0; row < classes.Length; row++) classes[row] = holds.AsSpan(row * ClassNames.Count, ClassNames.Count).IndexOf(true);
        return new TargetSet(ClassNames, classes);
    }
}
