namespace Surprisal.Losses;

/// <summary>The options of <see cref="Loss"/> that a loss knows; setting any other is refused.</summary>
[Flags]
public enum LossOptions
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><see cref="Loss.ClassWeights"/>.</summary>
    ClassWeights = 1,

    /// <summary><see cref="Loss.LabelSmoothing"/>.</summary>
    LabelSmoothing = 2,

    /// <summary><see cref="Loss.IgnoreIndex"/>.</summary>
    IgnoreIndex = 4,

    /// <summary><see cref="Loss.PositiveWeights"/>.</summary>
    PositiveWeights = 8,

    /// <summary><see cref="Loss.ZLoss"/>.</summary>
    ZLoss = 16,
}
