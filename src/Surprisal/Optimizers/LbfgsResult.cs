namespace Surprisal;

/// <summary>Why a minimisation ended.</summary>
public enum LbfgsReason
{
    /// <summary>The objective says that the optimum is reached.</summary>
    Converged,

    /// <summary>No step along the last direction lowers the value in floating point: it is as good as it gets.</summary>
    NoProgress,

    /// <summary>The limit of iterations was reached first.</summary>
    IterationLimit,
}

/// <summary>What L-BFGS arrived at.</summary>
/// <param name="Value">The objective's value.</param>
/// <param name="GradientNorm">The largest absolute slope there.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">How often value and gradient were computed.</param>
/// <param name="Reason">Why it ended.</param>
public readonly record struct LbfgsResult(double Value, double GradientNorm, int Iterations, int Evaluations, LbfgsReason Reason);
