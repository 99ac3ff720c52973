using System.Diagnostics;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Trains a classifier: chooses the loss by the target, and the trainer by the model.</summary>
public static class Trainer
{
    const double UntrainedShare = 0.1;

    /// <summary>The share of the training rows that these options need for <see cref="TrainingDataOptions.Validation"/>: a tenth where an epoch is chosen by them, or where temperature or thresholds are fitted, else none.</summary>
    public static double ValidationShare(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        bool picksEpoch = IsNetwork(options) && ((options.Patience > 0 && options.Epochs > options.Patience) || options.StopBy != StopMetric.Loss);
        return picksEpoch || ValidationTuning.Needs(options) ? UntrainedShare : 0;
    }

    /// <summary>How these options want <see cref="TrainingDataOptions.Categories"/>: as numbers of levels where a vector is learnt for each, else one-hot.</summary>
    public static CategoryEncoding Categories(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Model == ModelKind.Tabular ? CategoryEncoding.Index : CategoryEncoding.OneHot;
    }

    /// <summary>Trains on <see cref="TrainingData.Training"/>; <see cref="TrainingData.Validation"/> decides when to stop, and what temperature and thresholds are fitted to, and <see cref="TrainingData.HeldOut"/> is not looked at.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">How; defaults where left out.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The loss does not fit the target, or training broke down; one line that says what to try.</exception>
    public static TrainingRun Fit(TrainingData data, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default) =>
        Fit(data, options ?? TrainingOptions.Default, folder: null, progress, stop);

    /// <summary>The same, in a folder where the run survives whatever ends it.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="folder">Takes checkpoints of a network, metrics and the best classifier; opened if it is not yet. Null keeps nothing on the way.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it after the batch at hand, once a checkpoint is written, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">As above, or the folder's run began with something else.</exception>
    /// <exception cref="ModelFileException">A checkpoint could not be written; those before it are unchanged.</exception>
    public static TrainingRun Fit(TrainingData data, TrainingOptions options, RunFolder? folder, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var loss = Check(data, options);
        var clock = Stopwatch.StartNew();
        folder?.Open(data, options);
        var run = IsNetwork(options) ? FitNetwork(data, options, loss, clock, progress, folder, stop) : FitLinear(data, options, loss, clock, progress, folder, stop);
        var tuned = ValidationTuning.Apply(run, data, options);
        folder?.Finish(tuned.Classifier);
        return tuned;
    }

    /// <summary>Refuses options that do not fit the data, as training would, but before anything is trained or written; returns the loss that will be minimised.</summary>
    /// <exception cref="TrainingException">They do not fit; one line that says why and what would.</exception>
    public static Loss Check(TrainingData data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var loss = Checked(data.Training, options);
        if (data.Encoder.Features.Categories.Count > 0 && options.Model != ModelKind.Tabular && options.Layers is null)
            throw new TrainingException($"'{data.Encoder.Features.Categories[0].Name}' is encoded as the number of a level, which a tabular model learns a vector for; other models need CategoryEncoding.OneHot");
        if (IsNetwork(options)) CheckNetwork(data, options);
        ValidationTuning.Check(data, options, loss);
        return loss;
    }

    static void CheckNetwork(TrainingData data, TrainingOptions options)
    {
        if (options.StopBy != StopMetric.Loss && data.Validation is null)
            throw new TrainingException($"there are no validation rows to stop by {options.StopBy.ToString().ToLowerInvariant()} on: set some aside, or give more rows");
        if (options.Model == ModelKind.Tabular && options.Layers is null && data.Encoder.Features.HasOneHot)
            throw new TrainingException("a tabular model learns a vector for each category, but these are encoded one-hot: read the data with CategoryEncoding.Index (Trainer.Categories says so)");
        Layers(data, options);
    }

    /// <summary>The part of <see cref="Check"/> that needs no more than the rows.</summary>
    internal static Loss Checked(Dataset training, TrainingOptions options)
    {
        var loss = LossFor(options, training.Targets!.Kind);
        TrainingCheck.Rows(training, loss);
        if (IsNetwork(options)) TrainingCheck.Network(options, training, loss);
        else TrainingCheck.Linear(options);
        return loss;
    }

    /// <summary>Trains on a table, away from the calling thread: <c>await Trainer.FitAsync(table, target: "income")</c>.</summary>
    /// <param name="table">All its rows are learnt from, except those that decide when to stop.</param>
    /// <param name="target">The column to learn.</param>
    /// <param name="options">How; defaults where left out.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DataException">Something in the table cannot be used; the message says what and where.</exception>
    /// <exception cref="TrainingException">The loss does not fit the target, or training broke down; one line that says what to try.</exception>
    public static Task<Classifier> FitAsync(DataTable table, string target, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default) =>
        FitAsync(table, [target], options, progress, stop);

    /// <summary>The same for several 0/1 columns, or several columns of probabilities.</summary>
    /// <inheritdoc cref="FitAsync(DataTable, string, TrainingOptions?, IProgress{TrainingProgress}?, CancellationToken)"/>
    public static Task<Classifier> FitAsync(
        DataTable table, IReadOnlyList<string> targets, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        options ??= TrainingOptions.Default;
        return Task.Run(() => Fit(TrainingData.Of(table, targets, new() { Validation = ValidationShare(options), Categories = Categories(options), Seed = options.Seed }), options, progress, stop).Classifier, stop);
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

    static TrainingRun FitLinear(
        TrainingData data, TrainingOptions options, Loss loss, Stopwatch clock, IProgress<TrainingProgress>? progress, RunFolder? folder, CancellationToken stop)
    {
        var linear = new LinearOptions { C = options.C, Threads = options.Threads };
        var fit = LinearTrainer.Fit(data.Training, loss, linear, progress, stop);
        var model = Network.Linear(fit.Weights, fit.Biases);
        folder?.Add(fit, clock.Elapsed);
        string end = fit.Reason switch
        {
            LbfgsReason.Converged => "converged",
            LbfgsReason.NoProgress => "as far as floating point goes",
            _ => "stopped at the limit",
        };
        string description = string.Create(CultureInfo.InvariantCulture,
            $"Linear model, {loss.Info.Name}, C = {options.C}: {end} after {fit.Iterations} iterations (objective {fit.Objective:0.0000}, largest slope {fit.GradientNorm:0.0e0})");
        return new TrainingRun(Bound(data, model, loss), loss, fit.Objective, fit.Evaluations, fit.Reason != LbfgsReason.IterationLimit, description, clock.Elapsed) { Descent = fit.Steps };
    }

    static TrainingRun FitNetwork(
        TrainingData data, TrainingOptions options, Loss loss, Stopwatch clock, IProgress<TrainingProgress>? progress, RunFolder? folder, CancellationToken stop)
    {
        var fit = NetworkTrainer.Fit(Layers(data, options), data.Training, data.Validation, loss, options, progress, folder, stop);
        var last = fit.Epochs[fit.BestEpoch - 1];
        string end = fit.StoppedEarly ? $"stopped early, best after epoch {fit.BestEpoch} of {fit.Epochs.Count}" : $"epoch {fit.BestEpoch} of {fit.Epochs.Count}";
        string score = last.ValidationScore is { } s ? string.Create(CultureInfo.InvariantCulture, $", {options.StopBy.ToString().ToLowerInvariant()} {s:0.0000}") : "";
        string validation = last.ValidationLoss is { } v ? string.Create(CultureInfo.InvariantCulture, $", validation {v:0.0000}{score}") : "";
        string description = string.Create(CultureInfo.InvariantCulture,
            $"{ModelText(options, data.Training.Shape, data.Encoder.Targets.ClassNames.Count)}, {loss.Info.Name}: {end} (training loss {last.TrainLoss:0.0000} nats{validation})");
        return new TrainingRun(Bound(data, fit.Model, loss), loss, null, fit.Epochs.Count, fit.StoppedEarly, description, clock.Elapsed)
        {
            InitialLoss = fit.InitialLoss,
            History = fit.Epochs,
            StopBy = options.StopBy,
            BestEpoch = fit.BestEpoch,
        };
    }

    static string ModelText(TrainingOptions options, ExampleShape shape, int outputs) => options.Model switch
    {
        _ when options.Layers is not null => "Layers of your own",
        ModelKind.Tabular => $"Tabular {string.Join('-', (int[])[shape.Count, .. options.Hidden, outputs])}",
        ModelKind.Conv => $"Conv on {shape}",
        ModelKind.ResNetSmall => $"ResNet-small on {shape}",
        _ => $"Mlp {string.Join('-', (int[])[shape.Count, .. options.Hidden, outputs])}",
    };

    internal static bool IsNetwork(TrainingOptions options) => options.Model != ModelKind.Linear || options.Layers is not null;

    /// <summary>The layers that the options name, or make.</summary>
    internal static Sequential Layers(TrainingData data, TrainingOptions options)
    {
        var (shape, outputs) = (data.Training.Shape, data.Encoder.Targets.ClassNames.Count);
        return options.Layers?.Invoke(shape, outputs) ?? Architecture.Of(options, shape, data.Encoder.Features.Categories, outputs);
    }

    internal static Classifier Bound(TrainingData data, Network model, Loss loss) => new(data.Encoder, model, loss.Info.Name, loss.Info.Activation);
}
