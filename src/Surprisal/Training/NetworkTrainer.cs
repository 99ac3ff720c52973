using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Trains layers in batches by their gradients. The same seed gives the same bytes, on any number of threads.</summary>
public static class NetworkTrainer
{
    /// <summary>Trains on all rows of <paramref name="training"/>, whose answers are all known.</summary>
    /// <param name="layers">What is trained: from as many inputs as there are features to as many outputs as there are classes.</param>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="validation">Rows that decide when to stop; null trains to the last epoch.</param>
    /// <param name="loss">What to minimise the mean of.</param>
    /// <param name="options">Epochs, batches, optimizer, seed.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it after the batch at hand with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The layers do not fit the data.</exception>
    /// <exception cref="TrainingException">Options do not fit the rows or the loss, or the loss is not finite any more; one line that says where and what to try.</exception>
    public static NetworkFit Fit(
        Sequential layers, Dataset training, Dataset? validation, Loss loss, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        int classes = training.Targets?.ClassNames.Count ?? throw new ArgumentException("the training rows have no targets.");
        if (layers.Inputs != training.Columns || layers.Outputs != classes)
            throw new ArgumentException($"the layers map {layers.Inputs} features to {layers.Outputs} outputs, but the data has {training.Columns} features and {classes} classes.");
        return Fit(layers, training, validation, loss, options, progress, folder: null, stop);
    }

    /// <summary>The same, with a folder that keeps the run, and with eyes on the network after every epoch.</summary>
    internal static NetworkFit Fit(
        Sequential layers, Dataset training, Dataset? validation, Loss loss, TrainingOptions options, IProgress<TrainingProgress>? progress, RunFolder? folder, CancellationToken stop,
        Action<EpochResult, Network>? afterEpoch = null)
    {
        TrainingCheck.Rows(training, loss);
        TrainingCheck.Network(options, training, loss);
        using var run = new NetworkRun(new Network(layers), training, validation, loss with { Reduction = Reduction.Mean }, options, progress, folder, stop) { AfterEpoch = afterEpoch };
        return run.Finish();
    }

    /// <summary>Trains the model that the options name, on features that are all numbers.</summary>
    /// <inheritdoc cref="Fit(Sequential, Dataset, Dataset?, Loss, TrainingOptions, IProgress{TrainingProgress}?, CancellationToken)"/>
    public static NetworkFit Fit(
        Dataset training, Dataset? validation, Loss loss, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        return Fit(Architecture.Of(options, training.Shape, [], training.Targets!.ClassNames.Count), training, validation, loss, options, progress, stop);
    }
}
