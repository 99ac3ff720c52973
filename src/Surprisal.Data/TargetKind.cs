namespace Surprisal.Data;

/// <summary>What the answer to an example is.</summary>
public enum TargetKind
{
    /// <summary>One class of several, an index per row.</summary>
    ClassIndex,

    /// <summary>Any number of labels at once, 0 or 1 per label.</summary>
    MultiLabel,

    /// <summary>A probability for each class.</summary>
    Distribution,
}
