namespace Surprisal;

/// <summary>How a linear model is trained.</summary>
public sealed record LinearOptions
{
    /// <summary>The weight of Σ ℓ against ½‖weights‖², above 0; scikit-learn's C.</summary>
    public double C { get; init; } = 1;

    /// <summary>The optimum is reached where no slope of the objective is steeper than this times C times the number of rows, or the sum of their weights: the largest slope of the mean loss plus its share of the penalty.</summary>
    public double GradientTolerance { get; init; } = 2e-6;

    /// <summary>Steps of L-BFGS at most.</summary>
    public int MaxIterations { get; init; } = 2000;

    /// <summary>Processor cores to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
