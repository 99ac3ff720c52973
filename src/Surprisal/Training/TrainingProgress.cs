namespace Surprisal;

/// <summary>How far a training is.</summary>
/// <param name="Done">From 0 to 1.</param>
/// <param name="Text">Where it is and how good, such as <c>epoch 3 of 20, loss 0.1234 nats</c>.</param>
public readonly record struct TrainingProgress(double Done, string Text)
{
    /// <summary>Networks: the epoch at hand, from 1; 0 elsewhere.</summary>
    public int Epoch { get; init; }

    /// <summary>Networks: the mean loss of the epoch's batches so far, in nats.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>Networks: the epochs that are done; null elsewhere.</summary>
    public IReadOnlyList<EpochResult>? Epochs { get; init; }

    /// <summary>Networks: what is trained, as it is at this moment; it goes on to change once <see cref="IProgress{T}.Report"/> returns. Null elsewhere.</summary>
    public Network? Model { get; init; }
}
