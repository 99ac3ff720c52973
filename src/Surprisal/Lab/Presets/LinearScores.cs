using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Linear models at their optimum, judged by what is true.</summary>
static class LinearScores
{
    /// <summary>Trains on rows whose answers may be told in another way than the truth tells them, and reads the outputs by the loss.</summary>
    public static KnownScores Of(Dataset training, KnownSample judged, Loss loss, CancellationToken stop) =>
        KnownScores.Of(judged, Logits(training, judged, loss, stop).AsMatrix(judged.Truth.ClassNames.Count), loss.Info.Activation);

    public static double[] Logits(Dataset training, KnownSample judged, Loss loss, CancellationToken stop)
    {
        // Small data is no work to share among threads.
        var fit = LinearTrainer.Fit(training, loss, new() { Threads = 1 }, stop: stop);
        return KnownTrial.Logits(Network.Linear(fit.Weights, fit.Biases), judged.Data);
    }
}
