namespace Surprisal.Losses;

/// <summary>How logits trained with a loss become predictions.</summary>
public enum OutputActivation
{
    /// <summary>The logits are the predictions.</summary>
    Identity,

    /// <summary>σ(z) per logit: each label has a probability of its own.</summary>
    Sigmoid,

    /// <summary>softmax over the row: the classes share one probability of 1.</summary>
    Softmax,

    /// <summary>eᶻ: the logits are log-probabilities already.</summary>
    Exponential,

    /// <summary>|z|/Σ|z| over the row.</summary>
    AbsNormalised,
}
