namespace Surprisal;

/// <summary>How a linear model is trained.</summary>
public sealed record LinearOptions
{
    /// <summary>The weight of Σ ℓ against ½‖weights‖², above 0.</summary>
    public double C { get; init; } = 1;

    /// <summary>How near the optimum to stop, relative to the objective. The penalty's curvature turns the gradient's length into a bound on what is left to gain.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Steps of L-BFGS at most.</summary>
    public int MaxIterations { get; init; } = 2000;

    /// <summary>Processor cores to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
