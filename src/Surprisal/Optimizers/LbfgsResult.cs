namespace Surprisal;

/// <summary>Where <see cref="Lbfgs"/> ended; the parameters are in the vector that it was given.</summary>
/// <param name="Value">The objective there.</param>
/// <param name="GradientNorm">The largest component of its gradient.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">How often the objective was evaluated.</param>
/// <param name="Reason">Why it stopped.</param>
public sealed record LbfgsResult(double Value, double GradientNorm, int Iterations, int Evaluations, LbfgsReason Reason)
{
    /// <summary>Whether the gradient is within the tolerance.</summary>
    public bool Converged => Reason == LbfgsReason.Converged;
}
