namespace Surprisal;

/// <summary>When <see cref="Lbfgs"/> stops, and what it knows about the objective.</summary>
public sealed record LbfgsOptions
{
    /// <summary>How many of the last steps describe the curvature.</summary>
    public int Memory { get; init; } = 10;

    /// <summary>The optimum is reached where no component of the gradient is larger than this.</summary>
    public double GradientTolerance { get; init; } = 1e-8;

    /// <summary>Steps, at most.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>How far rounding can move the objective, relative to its value. Smaller differences are not taken for rises or falls.</summary>
    public double ValueRounding { get; init; } = 1e-15;

    /// <summary>Evens out the curvature; null where nothing is known about it.</summary>
    public Preconditioner? Preconditioner { get; init; }
}
