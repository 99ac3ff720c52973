namespace Surprisal.Losses;

/// <summary>What a loss accepts as the answer; several may be set.</summary>
[Flags]
public enum TargetKinds
{
    /// <summary>Nothing: never a valid loss.</summary>
    None = 0,

    /// <summary>One class index per row, 0-based.</summary>
    ClassIndex = 1,

    /// <summary>One probability per logit, a distribution over the classes of each row: soft labels.</summary>
    Distribution = 2,

    /// <summary>One number from 0 to 1 per logit: several labels may hold at once.</summary>
    Binary = 4,

    /// <summary>Any real number per logit.</summary>
    Real = 8,
}
