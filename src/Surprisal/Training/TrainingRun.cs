using Surprisal.Losses;

namespace Surprisal;

/// <summary>A finished training.</summary>
/// <param name="Classifier">What was learnt.</param>
/// <param name="Loss">The loss that was minimised.</param>
/// <param name="Objective">Linear: C·Σ ℓ + ½‖weights‖² at the end, in nats; null for others.</param>
/// <param name="Epochs">Passes over the training rows: epochs, or evaluations of the objective.</param>
/// <param name="Converged">Whether it ended at the optimum, or by early stopping, rather than at a limit.</param>
/// <param name="Description">One line: the model, the loss and how it ended.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record TrainingRun(Classifier Classifier, Loss Loss, double? Objective, int Epochs, bool Converged, string Description, TimeSpan Elapsed)
{
    /// <summary>The mean loss before the first step, of a sample of the training rows; null for models that start at zero.</summary>
    public double? InitialLoss { get; init; }

    /// <summary>Linear: the start, and every step of L-BFGS; empty for networks.</summary>
    public IReadOnlyList<LbfgsIteration> Descent { get; init; } = [];

    /// <summary>Networks: every epoch, in order; empty for linear models.</summary>
    public IReadOnlyList<EpochResult> History { get; init; } = [];

    /// <summary>Networks: what the epochs were judged by.</summary>
    public StopMetric StopBy { get; init; }

    /// <summary>Networks: the epoch whose weights the classifier has, from 1; 0 for linear models.</summary>
    public int BestEpoch { get; init; }

    /// <summary>What <see cref="TrainingOptions.Calibrate"/> came to; null where it was not asked for.</summary>
    public CalibrationFit? Calibration { get; init; }
}
