namespace Surprisal;

/// <summary>One step of <see cref="Lbfgs"/>.</summary>
/// <param name="Iteration">From 1 on; 0 is the start.</param>
/// <param name="Value">The objective.</param>
/// <param name="GradientNorm">The largest component of its gradient.</param>
/// <param name="Evaluations">How often the objective was evaluated so far.</param>
public readonly record struct LbfgsIteration(int Iteration, double Value, double GradientNorm, int Evaluations);
