using System.Diagnostics;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Trains a classifier: chooses the loss by the target, and the trainer by the model.</summary>
public static class Trainer
{
    const double EarlyStoppingShare = 0.1;

    /// <summary>The share of the training rows that these options need for <see cref="TrainingDataOptions.Validation"/>: a tenth where training can stop early, else none.</summary>
    public static double ValidationShare(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Model == ModelKind.Mlp && options.Patience > 0 && options.Epochs > options.Patience ? EarlyStoppingShare : 0;
    }

    /// <summary>Trains on <see cref="TrainingData.Training"/>; <see cref="TrainingData.Validation"/> decides when to stop, and <see cref="TrainingData.HeldOut"/> is not looked at.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">How; defaults where left out.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The loss does not fit the target, or training broke down; one line that says what to try.</exception>
    public static TrainingRun Fit(TrainingData data, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= TrainingOptions.Default;
        var loss = Checked(data.Training, options);
        var clock = Stopwatch.StartNew();
        return options.Model == ModelKind.Linear ? FitLinear(data, options, loss, clock, progress, stop) : FitNetwork(data, options, loss, clock, progress, stop);
    }

    /// <summary>Refuses options that do not fit the rows, as <see cref="Fit"/> would, but before anything is trained or written; returns the loss that will be minimised.</summary>
    /// <exception cref="TrainingException">They do not fit; one line that says what would.</exception>
    public static Loss Checked(Dataset training, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        var loss = LossFor(options, training.Targets!.Kind);
        TrainingCheck.Rows(training, loss);
        if (options.Model == ModelKind.Linear) TrainingCheck.Linear(options);
        else TrainingCheck.Network(options, training, loss);
        return loss;
    }

    /// <summary>The loss that will be minimised: the one asked for, or what fits the target.</summary>
    /// <exception cref="TrainingException">The one asked for does not fit; the message names those that do.</exception>
    public static Loss LossFor(TrainingOptions options, TargetKind kind)
    {
        ArgumentNullException.ThrowIfNull(options);
        var loss = options.Loss ?? (kind == TargetKind.MultiLabel ? Loss.BinaryCrossEntropy : Loss.CrossEntropy);
        if (Fits(loss.Info, kind)) return loss;
        string[] fitting = [.. LossCatalog.All.Where(d => Fits(d.Info, kind)).Select(d => d.Info.Name)];
        string what = kind switch { TargetKind.ClassIndex => "a column of classes", TargetKind.MultiLabel => "0/1 columns", _ => "probability columns" };
        throw new TrainingException($"{loss.Info.Name} does not fit {what}; losses that do: {string.Join(", ", fitting)}");
    }

    /// <summary>Whether a loss takes these targets and its logits become probabilities: a classifier predicts nothing else.</summary>
    internal static bool Fits(LossInfo info, TargetKind kind) => kind switch
    {
        TargetKind.ClassIndex => info.Targets.HasFlag(TargetKinds.ClassIndex) && info.Activation == OutputActivation.Softmax,
        TargetKind.MultiLabel => info.Targets.HasFlag(TargetKinds.Binary),
        _ => info.Targets.HasFlag(TargetKinds.Distribution) && info.Activation == OutputActivation.Softmax,
    };

    static TrainingRun FitLinear(TrainingData data, TrainingOptions options, Loss loss, Stopwatch clock, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        var linear = new LinearOptions { C = options.C, Threads = options.Threads };
        var fit = LinearTrainer.Fit(data.Training, loss, linear, progress, stop);
        var model = Network.Linear(fit.Weights, fit.Biases);
        string end = fit.Reason switch
        {
            LbfgsReason.Converged => "converged",
            LbfgsReason.NoProgress => "as far as floating point goes",
            _ => "stopped at the limit",
        };
        string description = string.Create(CultureInfo.InvariantCulture,
            $"Linear model, {loss.Info.Name}, C = {options.C}: {end} after {fit.Iterations} iterations (objective {fit.Objective:0.0000}, largest slope {fit.GradientNorm:0.0e0})");
        return new TrainingRun(Bound(data, model, loss), loss, fit.Objective, fit.Evaluations, fit.Reason != LbfgsReason.IterationLimit, description, clock.Elapsed);
    }

    static TrainingRun FitNetwork(TrainingData data, TrainingOptions options, Loss loss, Stopwatch clock, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        var fit = NetworkTrainer.Fit(data.Training, data.Validation, loss, options, progress, stop);
        var last = fit.Epochs[fit.BestEpoch - 1];
        string end = fit.StoppedEarly ? $"stopped early, best after epoch {fit.BestEpoch} of {fit.Epochs.Count}" : $"epoch {fit.BestEpoch} of {fit.Epochs.Count}";
        string validation = last.ValidationLoss is { } v ? string.Create(CultureInfo.InvariantCulture, $", validation {v:0.0000}") : "";
        string description = string.Create(CultureInfo.InvariantCulture,
            $"Mlp {string.Join('-', (int[])[data.Training.Columns, .. options.Hidden, fit.Model.Outputs])}, {loss.Info.Name}: {end} (training loss {last.TrainLoss:0.0000} nats{validation})");
        return new TrainingRun(Bound(data, fit.Model, loss), loss, null, fit.Epochs.Count, fit.StoppedEarly, description, clock.Elapsed) { InitialLoss = fit.InitialLoss };
    }

    static Classifier Bound(TrainingData data, Network model, Loss loss) => new(data.Encoder, model, loss.Info.Name, loss.Info.Activation);
}
