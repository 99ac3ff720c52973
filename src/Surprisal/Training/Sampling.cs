namespace Surprisal;

/// <summary>Which training rows an epoch takes.</summary>
public enum Sampling
{
    /// <summary>Every row once, in a new order.</summary>
    Shuffled,

    /// <summary>As many rows as there are, drawn with replacement so that every class is equally likely.</summary>
    Balanced,

    /// <summary>As many rows as there are, drawn with replacement by their weights, which then no longer weigh the loss.</summary>
    Weighted,
}
