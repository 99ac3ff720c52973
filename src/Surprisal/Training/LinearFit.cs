namespace Surprisal;

/// <summary>A linear model at the end of its training.</summary>
/// <param name="Weights">One row per feature, one column per class.</param>
/// <param name="Biases">One per class.</param>
/// <param name="Objective">C·Σ ℓ + ½‖weights‖², in nats.</param>
/// <param name="GradientNorm">The largest absolute slope of the objective.</param>
/// <param name="Iterations">Steps of L-BFGS.</param>
/// <param name="Evaluations">Passes over the rows.</param>
/// <param name="Reason">Why it ended.</param>
public sealed record LinearFit(float[] Weights, float[] Biases, double Objective, double GradientNorm, int Iterations, int Evaluations, LbfgsReason Reason)
{
    /// <summary>The start, and every step.</summary>
    public IReadOnlyList<LbfgsIteration> Steps { get; init; } = [];
}
