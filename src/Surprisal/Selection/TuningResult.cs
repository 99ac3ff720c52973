namespace Surprisal;

/// <summary>What a search found.</summary>
/// <param name="Best">The options of the trial with the least log-loss among those trained in full.</param>
/// <param name="Trials">All trials, the best first: by rung, then by log-loss.</param>
/// <param name="ValidationRows">How many rows decided.</param>
public sealed record TuningResult(TrainingOptions Best, IReadOnlyList<Trial> Trials, int ValidationRows);
