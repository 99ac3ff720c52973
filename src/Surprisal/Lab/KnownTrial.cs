using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>A loss and a model, trained on rows of a known truth and judged on others by what is true of them.</summary>
/// <param name="Loss">What was minimised.</param>
/// <param name="Scores">What came of it.</param>
public sealed record KnownTrial(Loss Loss, KnownScores Scores)
{
    // Enough epochs for a small network to settle on a small plane; it stops early.
    const int Epochs = 200, Patience = 10;

    /// <summary>Trains and judges; the same arguments give the same figures.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="judged">Other rows of the same truth, to judge by.</param>
    /// <param name="loss">What to minimise; null for what <see cref="Trainer"/> takes.</param>
    /// <param name="model"><see cref="ModelKind.Linear"/> or <see cref="ModelKind.Mlp"/>.</param>
    /// <param name="seed">Decides where a network starts, its batches, and which rows it stops by.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The loss does not fit the data, or training broke down; one line that says what to try.</exception>
    public static KnownTrial Run(
        KnownSample training, KnownSample judged, Loss? loss, ModelKind model, int seed, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(judged);
        var options = new TrainingOptions { Model = model, Loss = loss, Seed = seed, Hidden = [32, 32], Epochs = Epochs, Patience = Patience };
        loss = Trainer.LossFor(options, training.Truth.Kind);
        return new(loss, KnownScores.Of(judged, Logits(Fit(training, loss, options, progress, stop), judged.Data).AsMatrix(judged.Truth.ClassNames.Count), loss.Info.Activation));
    }

    static Network Fit(KnownSample training, Loss loss, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        if (options.Model == ModelKind.Linear)
        {
            var fit = LinearTrainer.Fit(training.Data, loss, new() { C = options.C, Threads = options.Threads }, progress, stop);
            return Network.Linear(fit.Weights, fit.Biases);
        }

        var (kept, untrained) = Split.Stratified(training.Data.Targets!, 0.2, options.Seed);
        return NetworkTrainer.Fit(training.Data.Subset(kept), training.Data.Subset(untrained), loss, options, progress, stop).Model;
    }

    /// <summary>What a network says, as doubles.</summary>
    internal static double[] Logits(Network model, Dataset data)
    {
        float[] logits = new float[data.Rows * model.Outputs];
        model.Predict(data.Matrix, logits.AsMatrix(model.Outputs));
        return Array.ConvertAll(logits, z => (double)z);
    }
}
