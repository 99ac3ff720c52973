namespace Surprisal;

/// <summary>One fold, held out: how well a classifier that learnt from the others does on it.</summary>
/// <param name="Fold">From 1.</param>
/// <param name="TrainingRows">How many rows it learnt from.</param>
/// <param name="Evaluation">Its figures on the fold's rows.</param>
/// <param name="Options">How it was trained; differs from fold to fold where they were searched for.</param>
public sealed record FoldResult(int Fold, int TrainingRows, IEvaluation Evaluation, TrainingOptions Options);
