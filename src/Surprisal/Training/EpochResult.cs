namespace Surprisal;

/// <summary>One pass over the training rows.</summary>
/// <param name="Epoch">From 1 on.</param>
/// <param name="TrainLoss">The mean loss of the batches, each as it was before its step; in nats.</param>
/// <param name="ValidationLoss">The mean loss of the validation rows after the epoch; null without such rows.</param>
public sealed record EpochResult(int Epoch, double TrainLoss, double? ValidationLoss);
