namespace Surprisal;

/// <summary>A network at the end of its training.</summary>
/// <param name="Model">The network after its best epoch.</param>
/// <param name="Epochs">All epochs that were run.</param>
/// <param name="BestEpoch">The one whose weights the model has, from 1: the least validation loss, or the last where there are no validation rows.</param>
/// <param name="StoppedEarly">Whether the validation loss ended it before the last epoch.</param>
public sealed record NetworkFit(Network Model, IReadOnlyList<EpochResult> Epochs, int BestEpoch, bool StoppedEarly)
{
    /// <summary>The mean loss of a sample of the training rows before the first step.</summary>
    public required double InitialLoss { get; init; }
}
