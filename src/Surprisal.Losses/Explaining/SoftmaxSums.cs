namespace Surprisal.Losses;

/// <summary>What all classes of a row have in common.</summary>
/// <param name="Max">The largest logit.</param>
/// <param name="Sum">Σ exp(z − max).</param>
/// <param name="LogSumExp">log Σ exp z.</param>
public sealed record SoftmaxSums(double Max, double Sum, double LogSumExp);
