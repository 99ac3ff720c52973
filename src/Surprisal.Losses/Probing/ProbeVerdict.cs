namespace Surprisal.Losses;

/// <summary>Which probability a loss asks for when the true one is η; or which number, when a share η of the targets is 1 and the rest 0.</summary>
public enum ProbeVerdict
{
    /// <summary>η itself: its probabilities can be taken at their word. Of numbers: the mean.</summary>
    Proper,

    /// <summary>More extreme ones than η.</summary>
    OverConfident,

    /// <summary>Less extreme ones than η.</summary>
    UnderConfident,

    /// <summary>0 or 1, for the likelier answer. Of numbers: the median.</summary>
    ModeOnly,

    /// <summary>None of these.</summary>
    Other,

    /// <summary>Only a decision: its logits are no probabilities.</summary>
    NoProbability,

    /// <summary>Numbers only: the mean of targets that lie close together, the median of those far apart.</summary>
    MeanOrMedian,
}
