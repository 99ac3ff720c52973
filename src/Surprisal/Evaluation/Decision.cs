using Surprisal.Data;

namespace Surprisal;

/// <summary>How probabilities become an answer.</summary>
sealed class Decision
{
    const double Even = 0.5;

    Decision(double[] thresholds, CostMatrix? costs) => (Thresholds, Costs) = (thresholds, costs);

    /// <summary>One per label; one, the second class's, of two classes; none elsewhere.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Of three classes or more, if the answer is the cheapest instead of the likeliest.</summary>
    public CostMatrix? Costs { get; }

    /// <summary>Whether the likeliest answer is given, as long as nobody has said anything else.</summary>
    public bool IsDefault => Costs is null && Thresholds.All(threshold => threshold == Even);

    /// <summary>The likeliest class, or every label above ½.</summary>
    public static Decision Default(TargetKind kind, int columns)
    {
        double[] thresholds = new double[Places(kind, columns)];
        Array.Fill(thresholds, Even);
        return new(thresholds, null);
    }

    public static Decision At(IReadOnlyList<double> thresholds, TargetKind kind, int columns)
    {
        int expected = Places(kind, columns);
        if (thresholds.Count != expected)
        {
            string what = kind == TargetKind.MultiLabel ? "one per label" : expected == 1 ? "the second class's" : "only two classes and labels have any";
            throw new ArgumentException($"{expected} thresholds expected, {what}; got {thresholds.Count}.");
        }

        foreach (double threshold in thresholds)
        {
            if (!(threshold is >= 0 and <= 1))
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"thresholds must lie in [0, 1], got {threshold}."));
        }

        return new([.. thresholds], null);
    }

    public static Decision LeastCost(CostMatrix costs, TargetKind kind, int columns)
    {
        int expected = kind == TargetKind.MultiLabel ? 2 : columns;
        if (kind == TargetKind.Distribution) throw new ArgumentException("soft labels have no answer that could cost anything; classes and labels do.");
        if (costs.Classes != expected)
            throw new ArgumentException($"costs: {expected} × {expected} expected, {(kind == TargetKind.MultiLabel ? "absent and present" : "one row and column per class")}; got {costs.Classes} × {costs.Classes}.");
        double[] thresholds = new double[Places(kind, columns)];
        if (thresholds.Length == 0) return new([], costs);
        Array.Fill(thresholds, costs.Threshold);
        return new(thresholds, null);
    }

    public int Class(ReadOnlySpan<float> probabilities)
    {
        if (Costs is not null) return Costs.Cheapest(probabilities);
        // At ½ the larger one decides: two floats that sum to 1 only nearly may both lie on one side of it.
        if (Thresholds.Count == 1 && Thresholds[0] != Even) return probabilities[1] > Thresholds[0] ? 1 : 0;
        return Shares.IndexOfLargest(probabilities);
    }

    public bool Has(int label, float probability) => probability > Thresholds[label];

    static int Places(TargetKind kind, int columns) => kind == TargetKind.MultiLabel ? columns : kind == TargetKind.ClassIndex && columns == 2 ? 1 : 0;
}
