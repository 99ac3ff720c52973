using System.Diagnostics;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>One training of a network: its memory, and the loop over epochs and batches. Allocates nothing per batch but the text of a report.</summary>
sealed class NetworkRun : IDisposable
{
    static readonly TimeSpan s_reportEvery = TimeSpan.FromMilliseconds(50);

    readonly TrainingOptions _options;
    readonly Loss _loss;
    readonly Random _random;
    readonly WorkerPool _pool;
    readonly BatchReader _training;
    readonly BatchReader? _validation;
    readonly Sequential _model;
    readonly NetworkPass _pass;
    readonly AdamW _optimizer;
    readonly IProgress<TrainingProgress>? _progress;
    readonly CancellationToken _stop;
    long _reported;

    public NetworkRun(Dataset training, Dataset? validation, Loss loss, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        _options = options;
        _loss = loss with { Reduction = Reduction.Mean };
        _random = new Random(options.Seed);
        _pool = new WorkerPool(options.Threads);
        _training = new BatchReader(training, options.BatchSize, _pool);
        _validation = validation is null || validation.Rows == 0 ? null : new BatchReader(validation, options.BatchSize, _pool);
        _model = Sequential.Mlp(training.Columns, options.Hidden, training.Targets!.ClassNames.Count);
        _model.Initialize(_random);
        _pass = new NetworkPass(_model, Math.Max(_training.BatchSize, _validation?.BatchSize ?? 0), _pool);
        var adam = new AdamWOptions { LearningRate = options.LearningRate, WeightDecay = options.WeightDecay };
        _optimizer = new AdamW(_model.Memory, adam, _pool);
        _progress = progress;
        _stop = stop;
    }

    /// <summary>Returns the memory and the threads of the run; the model keeps its own.</summary>
    public void Dispose()
    {
        _optimizer.Dispose();
        _pass.Dispose();
        _training.Dispose();
        _validation?.Dispose();
        _pool.Dispose();
    }

    /// <summary>Trains from the first epoch to the last, or until the validation loss no longer falls.</summary>
    public NetworkFit Run()
    {
        var stopping = new EarlyStopping(_validation is null ? 0 : _options.Patience, _model);
        List<EpochResult> epochs = [];
        for (int epoch = 1; epoch <= _options.Epochs && !stopping.IsOver; epoch++)
        {
            double trainLoss = Train(epoch, epochs.Count == 0 ? null : epochs[^1]);
            double? validationLoss = _validation is null ? null : Validate(epoch, _validation);
            epochs.Add(new EpochResult(epoch, trainLoss, validationLoss));
            if (validationLoss is { } loss) stopping.Add(epoch, loss);
        }

        int best = stopping.RestoreBest() ?? epochs.Count;
        return new NetworkFit(_model, epochs, best, epochs.Count < _options.Epochs);
    }

    double Train(int epoch, EpochResult? last)
    {
        _training.Shuffle(_random);
        double total = 0;
        long rows = 0;
        for (int batch = 0; batch < _training.Batches; batch++)
        {
            _stop.ThrowIfCancellationRequested();
            _training.Read(batch);
            var features = _training.Features;
            double loss = _loss.Evaluate(_pass.Forward(features), _training.Targets, _pass.LogitsGradient(features.Rows));
            if (!double.IsFinite(loss)) throw BrokenDown(epoch, $"batch {batch + 1} of {_training.Batches}", loss);
            _pass.Backward(features, _optimizer.Gradients);
            _optimizer.Step();
            total += loss * features.Rows;
            rows += features.Rows;
            Report(epoch, (double)(batch + 1) / _training.Batches, total / rows, last);
        }

        return total / rows;
    }

    double Validate(int epoch, BatchReader validation)
    {
        double total = 0;
        long rows = 0;
        for (int batch = 0; batch < validation.Batches; batch++)
        {
            _stop.ThrowIfCancellationRequested();
            validation.Read(batch);
            total += _loss.Evaluate(_pass.Forward(validation.Features), validation.Targets) * validation.Features.Rows;
            rows += validation.Features.Rows;
        }

        double mean = total / rows;
        return double.IsFinite(mean) ? mean : throw BrokenDown(epoch, "validation", mean);
    }

    TrainingException BrokenDown(int epoch, string where, double loss) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {epoch}, {where}: the loss became {(double.IsNaN(loss) ? "NaN" : "infinite")}; try a smaller learning rate than {_options.LearningRate}, and look for extreme values in the features"));

    void Report(int epoch, double share, double loss, EpochResult? last)
    {
        if (_progress is null || (share < 1 && Stopwatch.GetElapsedTime(_reported) < s_reportEvery)) return;
        _reported = Stopwatch.GetTimestamp();
        string validation = last?.ValidationLoss is { } v ? string.Create(CultureInfo.InvariantCulture, $", validation {v:0.0000}") : "";
        string text = string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} of {_options.Epochs}, loss {loss:0.0000} nats{validation}");
        _progress.Report(new TrainingProgress((epoch - 1 + share) / _options.Epochs, text));
    }
}
