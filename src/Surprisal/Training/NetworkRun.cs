using System.Diagnostics;
using System.Numerics.Tensors;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>One training of a network: all that lives as long as it.</summary>
sealed class NetworkRun : IDisposable
{
    static readonly TimeSpan s_reportEvery = TimeSpan.FromMilliseconds(50);

    readonly Network _model;
    readonly Dataset _data;
    readonly Dataset? _validation;
    readonly Loss _loss;
    readonly TrainingOptions _options;
    readonly IProgress<TrainingProgress>? _progress;
    readonly CancellationToken _stop;
    readonly Engine _engine;
    readonly NetworkPass _pass;
    readonly Batches _batches;
    readonly OptimizerState _optimizer;
    readonly WeightAverage? _average;
    readonly TrainingState _state;
    readonly TrainingSnapshot _snapshot;
    readonly RunFolder? _folder;
    double _learningRate;
    readonly Stopwatch _clock = Stopwatch.StartNew(), _sinceReport = Stopwatch.StartNew();

    public NetworkRun(
        Network model, Dataset data, Dataset? validation, Loss loss, TrainingOptions options, IProgress<TrainingProgress>? progress, RunFolder? folder, CancellationToken stop)
    {
        (_model, _data, _validation, _loss, _options, _progress, _stop, _folder) = (model, data, validation, loss, options, progress, stop, folder);
        model.Initialize(new Random(options.Seed));
        int size = options.RowsPerStep(data.Rows);
        _engine = new Engine(options.Threads);
        _pass = new NetworkPass(model, size, _engine);
        _batches = new Batches(data, size, options, _engine.Pool);
        _optimizer = options.Optimizer.Start(model.Array, _pass.ParameterGradient, _engine.Pool);
        _state = new() { BestValues = [.. model.Values()], BestStatistics = [.. model.Statistics()], InitialLoss = MeanLoss(Sample(data)) };
        if (options.Ema > 0) _average = new(model, options.Ema);
        _snapshot = new(model, _optimizer, _average, _state);
        folder?.Restore(_snapshot);
    }

    /// <summary>Shown every epoch and the network after it, which is only to be looked at.</summary>
    public Action<EpochResult, Network>? AfterEpoch { get; init; }

    /// <summary>Trains to the last epoch, or until the validation loss has not fallen for long enough, and goes back to the best.</summary>
    public NetworkFit Finish()
    {
        while (_state.Epoch <= _options.Epochs && !IsPatienceOver)
        {
            double trainLoss = Epoch();
            Close(trainLoss);
        }
        _state.BestValues.CopyTo(_model.Values());
        _state.BestStatistics.CopyTo(_model.Statistics());
        Report(new(1, $"epoch {_state.Epochs.Count} of {_options.Epochs}") { Epoch = _state.Epochs.Count, TrainLoss = _state.Epochs[^1].TrainLoss });
        return new NetworkFit(_model, _state.Epochs, _state.BestEpoch, _state.Epochs.Count < _options.Epochs) { InitialLoss = _state.InitialLoss };
    }

    public void Dispose()
    {
        _batches.Dispose();
        _pass.Dispose();
        _engine.Dispose();
    }

    bool IsPatienceOver => _options.Patience > 0 && _validation is not null && _state.Epochs.Count - _state.BestEpoch >= _options.Patience;

    double Epoch()
    {
        _batches.Begin(_state.Epoch);
        while (_state.Batch < _batches.Count)
        {
            if (_stop.IsCancellationRequested) Stop();
            Step();
            _state.Batch++;
            Report();
            if (_folder is { IsCheckpointDue: true }) Save();
        }
        return _state.LossSum / _data.Rows;
    }

    void Step()
    {
        _batches.Gather(_state.Batch);
        int rows = _batches.Features.Rows;
        double value = _pass.Run(_batches.Features, _batches.Targets, _loss, Chance.Mixed((ulong)_options.Seed, (ulong)_optimizer.Steps), _batches.Weights);
        if (!double.IsFinite(value)) throw Divergence.InBatch(value, _loss, _pass.Logits(rows), _batches, _state, _options, _folder);
        GradientClipping.Clip(_pass.ParameterGradient, _options.Clip);
        _learningRate = _options.LearningRate * _options.Schedule.FactorAt(Done, _options.WarmUp);
        _optimizer.Step(_learningRate);
        _average?.Add(_optimizer.Steps);
        _state.LossSum += value * rows;
    }

    void Close(double trainLoss)
    {
        RefuseBrokenNumbers();
        _average?.Swap();
        var (validationLoss, score) = Measure(_validation);
        if (validationLoss is { } value && !double.IsFinite(value)) throw Divergence.InValidation(value, _state, _options, _folder);
        var epoch = new EpochResult(_state.Epoch, trainLoss, validationLoss, _state.Elapsed + _clock.Elapsed) { LearningRate = _learningRate, ValidationScore = score };
        _state.Epochs.Add(epoch);
        double cost = score is { } s ? -s : validationLoss ?? 0;
        bool isBest = _validation is null || cost < _state.BestCost;
        if (isBest)
        {
            (_state.BestCost, _state.BestEpoch) = (cost, _state.Epoch);
            _model.Values().CopyTo(_state.BestValues);
            _model.Statistics().CopyTo(_state.BestStatistics);
        }
        (_state.Epoch, _state.Batch, _state.LossSum) = (_state.Epoch + 1, 0, 0);
        _folder?.Add(epoch, isBest ? _model : null);
        AfterEpoch?.Invoke(epoch, _model);
        _average?.Swap();
        if (_folder is not null) Save();
    }

    void Stop()
    {
        if (_folder is not null) Save();
        throw new OperationCanceledException(_stop);
    }

    void Save()
    {
        RefuseBrokenNumbers();
        _folder!.Save(_snapshot, _state.Elapsed + _clock.Elapsed);
    }

    // The last step may have broken what no batch has shown yet: neither the best nor a checkpoint may hold that.
    void RefuseBrokenNumbers()
    {
        if (!TensorPrimitives.IsFiniteAll<float>(_model.Values())) throw Divergence.OfNumbers(_state, _options, _folder);
    }

    double MeanLoss(Dataset rows)
    {
        float[] logits = Logits(rows);
        return new WeightedLoss(_loss).Evaluate(logits.AsMatrix(_model.Outputs), rows.Targets!.Slice(0, rows.Rows), rows.WeightSlice(0, rows.Rows));
    }

    (double? Loss, double? Score) Measure(Dataset? rows)
    {
        if (rows is null) return default;
        var logits = Logits(rows).AsMatrix(_model.Outputs);
        double loss = new WeightedLoss(_loss).Evaluate(logits, rows.Targets!.Slice(0, rows.Rows), rows.WeightSlice(0, rows.Rows));
        return (loss, _options.StopBy == StopMetric.Loss ? null : StopScore.Of(_options.StopBy, logits, rows.Targets!, _loss.Info.Activation));
    }

    float[] Logits(Dataset rows)
    {
        float[] logits = new float[rows.Rows * _model.Outputs];
        _model.Predict(rows.Matrix, logits.AsMatrix(_model.Outputs), _engine);
        return logits;
    }

    // Enough rows for a mean that chance does not move, from all over the file.
    static Dataset Sample(Dataset training)
    {
        int step = 1 + training.Rows / 1000;
        return training.Subset([.. Enumerable.Range(0, (training.Rows + step - 1) / step).Select(i => i * step)]);
    }

    /// <summary>The share of all batches that are done.</summary>
    double Done => (_state.Epoch - 1 + (double)_state.Batch / _batches.Count) / _options.Epochs;

    void Report()
    {
        if (_progress is null || _sinceReport.Elapsed < s_reportEvery) return;
        _sinceReport.Restart();
        string loss = _state.Epochs.Count == 0 ? "" : $", loss {TrainingText.Nats(_state.Epochs[^1].TrainLoss)}";
        Report(new(Done, $"epoch {_state.Epoch} of {_options.Epochs}{loss}") { Epoch = _state.Epoch, TrainLoss = _state.LossSum / _batches.RowsBefore(_state.Batch) });
    }

    void Report(TrainingProgress progress) => _progress?.Report(progress with { Epochs = _state.Epochs, Model = _model });
}
