namespace Surprisal;

/// <summary>One pass over the training rows.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainLoss">The mean loss of its batches while the weights still moved, in nats.</param>
/// <param name="ValidationLoss">The mean loss of the validation rows after it, in nats; null where there are none.</param>
/// <param name="Elapsed">Time since the training began.</param>
public sealed record EpochResult(int Epoch, double TrainLoss, double? ValidationLoss, TimeSpan Elapsed)
{
    /// <summary>What <see cref="TrainingOptions.StopBy"/> says of the validation rows after it; null where that is the loss.</summary>
    public double? ValidationScore { get; init; }

    /// <summary>The size of its last step.</summary>
    public double LearningRate { get; init; }
}
