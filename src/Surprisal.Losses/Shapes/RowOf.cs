namespace Surprisal.Losses;

/// <summary>What a row formula takes its slopes by.</summary>
public enum RowOf
{
    /// <summary>The logits: no softmax is computed.</summary>
    Logits,

    /// <summary>p = softmax(z): for polynomials in p.</summary>
    Probabilities,

    /// <summary>log p: for formulas with logarithms, whose slope by p would be infinite where p underflows.</summary>
    LogProbabilities,
}
