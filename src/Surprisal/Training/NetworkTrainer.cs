using System.Diagnostics;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Trains a multi-layer perceptron in batches by AdamW. The same seed gives the same bytes, on any number of threads.</summary>
public static class NetworkTrainer
{
    static readonly TimeSpan s_reportEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Trains on all rows of <paramref name="training"/>, whose answers are all known.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="validation">Rows that decide when to stop; null trains to the last epoch.</param>
    /// <param name="loss">What to minimise the mean of.</param>
    /// <param name="options">Layers, epochs, batches, step size, seed.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="stop">Ends it after the batch at hand with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TrainingException">The loss is not finite any more; one line that says where and what to try.</exception>
    public static NetworkFit Fit(
        Dataset training, Dataset? validation, Loss loss, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        var random = new Random(options.Seed);
        var model = Sequential.Mlp(training.Columns, options.Hidden, training.Targets!.ClassNames.Count);
        model.Initialize(random);
        using var run = new Run(training, model, loss with { Reduction = Reduction.Mean }, options, random, progress, stop);
        double initialLoss = run.MeanLoss(Sample(training));
        List<EpochResult> epochs = [];
        float[] best = [.. model.Values()];
        int bestEpoch = 0;
        double bestLoss = double.PositiveInfinity;
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            double trainLoss = run.Epoch(epoch);
            double? validationLoss = validation is null ? null : run.MeanLoss(validation);
            if (validationLoss is { } value && !double.IsFinite(value)) throw run.Diverged(value, $"on the validation rows after epoch {epoch}");
            epochs.Add(new(epoch, trainLoss, validationLoss, clock.Elapsed));
            if (validationLoss is null || validationLoss < bestLoss)
            {
                (bestLoss, bestEpoch) = (validationLoss ?? 0, epoch);
                model.Values().CopyTo(best);
            }
            if (options.Patience > 0 && validation is not null && epoch - bestEpoch >= options.Patience) break;
        }
        best.CopyTo(model.Values());
        return new NetworkFit(model, epochs, bestEpoch, epochs.Count < options.Epochs) { InitialLoss = initialLoss };
    }

    // Enough rows for a mean that chance does not move, from all over the file.
    static Dataset Sample(Dataset training)
    {
        int step = 1 + training.Rows / 1000;
        return training.Subset([.. Enumerable.Range(0, (training.Rows + step - 1) / step).Select(i => i * step)]);
    }

    /// <summary>One training: all that lives as long as it.</summary>
    sealed class Run : IDisposable
    {
        readonly Dataset _data;
        readonly Sequential _model;
        readonly Loss _loss;
        readonly TrainingOptions _options;
        readonly IProgress<TrainingProgress>? _progress;
        readonly CancellationToken _stop;
        readonly Engine _engine;
        readonly NetworkPass _pass;
        readonly Batches _batches;
        readonly AdamW _optimizer;
        readonly Stopwatch _sinceReport = Stopwatch.StartNew();
        double _lastLoss = double.NaN;

        public Run(Dataset data, Sequential model, Loss loss, TrainingOptions options, Random random, IProgress<TrainingProgress>? progress, CancellationToken stop)
        {
            (_data, _model, _loss, _options, _progress, _stop) = (data, model, loss, options, progress, stop);
            int size = Math.Min(options.BatchSize ?? Math.Clamp(data.Rows / 40, 16, 128), data.Rows);
            _engine = new Engine(options.Threads);
            _pass = new NetworkPass(model, size, _engine);
            _batches = new Batches(data, size, random);
            _optimizer = new AdamW(model.Array, _pass.ParameterGradient, options.WeightDecay, _engine.Pool);
        }

        public double Epoch(int epoch)
        {
            _batches.Shuffle();
            double total = 0;
            for (int batch = 0; batch < _batches.Count; batch++)
            {
                _stop.ThrowIfCancellationRequested();
                _batches.Gather(batch);
                double value = _pass.Run(_batches.Features, _batches.Targets, _loss);
                if (!double.IsFinite(value)) throw Diverged(value, $"in epoch {epoch}, batch {batch + 1} of {_batches.Count}");
                _optimizer.Step(LearningRate(epoch, batch));
                total += value * _batches.Features.Rows;
                Report(epoch, batch + 1);
            }
            return _lastLoss = total / _data.Rows;
        }

        public double MeanLoss(Dataset rows)
        {
            int columns = _model.Outputs;
            float[] logits = new float[rows.Rows * columns];
            _model.Predict(rows.Matrix, logits.AsMatrix(columns), _engine);
            Targets<float> targets = rows.Targets!.Kind == TargetKind.ClassIndex ? rows.Targets.Classes : rows.Targets.Values;
            return _loss.Evaluate(logits.AsMatrix(columns), targets);
        }

        public void Dispose()
        {
            _batches.Dispose();
            _pass.Dispose();
            _engine.Dispose();
        }

        // Full speed for two thirds of the way, then down to 0 in a straight line: the last steps settle what the first ones found.
        double LearningRate(int epoch, int batch)
        {
            double done = (epoch - 1 + (double)batch / _batches.Count) / _options.Epochs;
            return _options.LearningRate * Math.Min(1, 3 * (1 - done));
        }

        void Report(int epoch, int batches)
        {
            if (_progress is null || _sinceReport.Elapsed < s_reportEvery) return;
            _sinceReport.Restart();
            string loss = double.IsNaN(_lastLoss) ? "" : $", loss {TrainingText.Nats(_lastLoss)}";
            _progress.Report(new((epoch - 1 + (double)batches / _batches.Count) / _options.Epochs, $"epoch {epoch} of {_options.Epochs}{loss}"));
        }

        public TrainingException Diverged(double value, string where) => new(string.Create(
            CultureInfo.InvariantCulture,
            $"the loss is {value} {where}: try a smaller learning rate than {_options.LearningRate}, and look for extreme values among the features"));
    }
}
