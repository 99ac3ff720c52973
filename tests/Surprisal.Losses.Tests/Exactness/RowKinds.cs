namespace Surprisal.Losses.Tests.Exactness;

/// <summary>Which rows a loss is defined for.</summary>
enum RowKinds
{
    /// <summary>Any logits but NaN; −∞ too, for any class.</summary>
    Softmax,

    /// <summary>As <see cref="Softmax"/>, but the true class is not −∞.</summary>
    FiniteTarget,

    /// <summary>Finite logits.</summary>
    Finite,

    /// <summary>Log-probabilities and a distribution.</summary>
    LogProbabilities,

    /// <summary>Any logit with an answer from 0 to 1 of its own.</summary>
    Logistic,

    /// <summary>Any finite number with one to compare it to.</summary>
    Real,
}
