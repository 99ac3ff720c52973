namespace Surprisal.Reports;

/// <summary>One line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Where its points are, from left to right.</param>
/// <param name="Y">How high each is; one that is not finite leaves a gap.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>The lower end of the interval around each point; null for none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>The upper end of the interval around each point; null for none.</summary>
    public IReadOnlyList<double>? High { get; init; }

    internal bool HasBand => Low is not null && High is not null;

    internal void Check()
    {
        if (Y.Count != X.Count || (Low is not null && Low.Count != X.Count) || (High is not null && High.Count != X.Count) || Low is null != High is null)
            throw new ArgumentException($"series '{Name}' has {X.Count} x and {Y.Count} y, {Low?.Count ?? 0} low and {High?.Count ?? 0} high ends; as many of each expected, or no ends.");
    }
}

/// <summary>A place along x that a line chart points out.</summary>
/// <param name="X">Where it is.</param>
/// <param name="Name">What is there: "best epoch 12".</param>
public readonly record struct LineMark(double X, string Name);
