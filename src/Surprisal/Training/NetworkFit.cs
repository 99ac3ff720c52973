namespace Surprisal;

/// <summary>A network at the end of its training.</summary>
/// <param name="Model">With the parameters of <paramref name="BestEpoch"/>.</param>
/// <param name="Epochs">All epochs, first to last.</param>
/// <param name="BestEpoch">The epoch with the lowest validation loss; the last where there are no validation rows, or early stopping is off.</param>
/// <param name="StoppedEarly">Whether it ended before the last epoch because the validation loss no longer fell.</param>
public sealed record NetworkFit(Sequential Model, IReadOnlyList<EpochResult> Epochs, int BestEpoch, bool StoppedEarly);
