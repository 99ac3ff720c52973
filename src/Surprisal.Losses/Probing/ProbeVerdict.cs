namespace Surprisal.Losses;

/// <summary>Which probability a loss asks for when the true one is η.</summary>
public enum ProbeVerdict
{
    /// <summary>η itself: its probabilities can be taken at their word.</summary>
    Proper,

    /// <summary>More extreme ones than η.</summary>
    OverConfident,

    /// <summary>Less extreme ones than η.</summary>
    UnderConfident,

    /// <summary>0 or 1, for the likelier answer.</summary>
    ModeOnly,

    /// <summary>None of these.</summary>
    Other,

    /// <summary>Only a decision: its logits are no probabilities.</summary>
    NoProbability,
}
