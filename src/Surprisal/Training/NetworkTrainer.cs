using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Fits a network of dense layers and ReLU by AdamW on shuffled batches. The same seed gives the same bytes, for any number of threads.</summary>
public static class NetworkTrainer
{
    /// <summary>Fits all rows of a dataset whose answers are all known.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="validation">Rows that decide when to stop and which epoch was best; null trains to the last epoch.</param>
    /// <param name="loss">What to minimise, as a mean over each batch.</param>
    /// <param name="options">How; defaults where left out.</param>
    /// <param name="progress">Told some twenty times a second how far it is.</param>
    /// <param name="stop">Ends it after the batch at hand with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The loss is no longer finite.</exception>
    public static NetworkFit Fit(
        Dataset training,
        Dataset? validation,
        Loss loss,
        TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(loss);
        options ??= TrainingOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        if (training.Rows == 0 || training.Targets is null) throw new ArgumentException("there are no rows with answers to learn from.");
        using var run = new NetworkRun(training, validation, loss, options, progress, stop);
        return run.Run();
    }
}
