namespace Surprisal;

/// <summary>What a comparison of two losses came to.</summary>
public enum PairVerdict
{
    /// <summary>The difference may be luck.</summary>
    NoDifferenceShown,

    /// <summary>Luck makes such a difference in less than one of twenty comparisons, all pairs and both figures together.</summary>
    DifferenceShown,

    /// <summary>Every output is the same, bit by bit, on every seed: the two train the same function.</summary>
    Identical,
}

/// <summary>The difference of two losses in one figure, seed by seed.</summary>
/// <param name="First">The name of one loss.</param>
/// <param name="Second">The name of the other.</param>
/// <param name="Difference">The mean of the first's figure minus the second's, and its 95 % interval, of this pair alone.</param>
/// <param name="Differences">Of each seed where both have figures.</param>
/// <param name="PValue">By <see cref="ResampledTest"/>, raised by Holm's method for all pairs of the comparison, in accuracy and in log-loss.</param>
/// <param name="Verdict">What that comes to.</param>
public sealed record ComparedPair(string First, string Second, MeanInterval Difference, IReadOnlyList<double> Differences, double PValue, PairVerdict Verdict)
{
    /// <summary>The verdict in words: "identical", "difference shown" or "no difference shown".</summary>
    public string Words => Verdict switch
    {
        PairVerdict.Identical => "identical",
        PairVerdict.DifferenceShown => "difference shown",
        _ => "no difference shown",
    };
}
