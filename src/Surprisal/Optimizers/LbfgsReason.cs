namespace Surprisal;

/// <summary>Why <see cref="Lbfgs"/> stopped.</summary>
public enum LbfgsReason
{
    /// <summary>The gradient is within <see cref="LbfgsOptions.GradientTolerance"/>.</summary>
    Converged,

    /// <summary>No step in sight gets lower by more than rounding: as good as this objective can be computed.</summary>
    NoProgress,

    /// <summary><see cref="LbfgsOptions.MaxIterations"/> steps were taken.</summary>
    IterationLimit,
}
