using System.Globalization;
using System.Numerics.Tensors;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>A linear model that learns from one block after the other.</summary>
sealed class StreamLearner : IDisposable
{
    // Steps count the more the later they are: the average forgets where it came from, and still smooths the noise of single batches away.
    const double Forgetting = 8;

    readonly DataEncoder _encoder;
    readonly Loss _loss;
    readonly TrainingOptions _options;
    readonly int _batchRows;
    readonly Engine _engine;
    readonly Network _model;
    readonly NetworkPass _pass;
    readonly OptimizerState _optimizer;
    readonly float[] _average;
    int _blocks;

    public StreamLearner(DataEncoder encoder, Loss loss, TrainingOptions options, int batchRows)
    {
        (_encoder, _loss, _options, _batchRows) = (encoder, loss, options, batchRows);
        _engine = new Engine(options.Threads);
        _model = new Network(new Sequential(new Dense(encoder.Features.Count, encoder.Targets.ClassNames.Count))); // it begins at 0, as L-BFGS does
        _pass = new NetworkPass(_model, batchRows, _engine);
        _optimizer = options.Optimizer.Start(_model.Array, _pass.ParameterGradient, _engine.Pool);
        _average = new float[_model.Array.Length];
    }

    /// <summary>The mean loss of the last block's batches before each was learnt from, in nats.</summary>
    public double RecentLoss { get; private set; }

    public void Learn(Dataset block)
    {
        if (block.Rows == 0) return;
        using var batches = new Batches(block, Math.Min(_batchRows, block.Rows), _options, _engine.Pool);
        batches.Begin(_blocks++);
        double sum = 0;
        for (int batch = 0; batch < batches.Count; batch++)
        {
            batches.Gather(batch);
            double value = _pass.Run(batches.Features, batches.Targets, _loss, noise: 0, batches.Weights);
            if (!double.IsFinite(value))
            {
                throw new TrainingException(string.Create(
                    CultureInfo.InvariantCulture, $"the loss is {value} near {block.Place(0)}: try a smaller learning rate than {_options.LearningRate}, and look for extreme values among the features"));
            }
            _optimizer.Step(_options.LearningRate);
            Add();
            sum += value * batches.Features.Rows;
        }
        RecentLoss = sum / block.Rows;
    }

    /// <summary>The classifier of the averaged weights.</summary>
    public Classifier Average()
    {
        _average.CopyTo(_model.Array, 0);
        return new Classifier(_encoder, _model, _loss.Info.Name, _loss.Info.Activation);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _engine.Dispose();
    }

    void Add()
    {
        float share = (float)((Forgetting + 1) / (_optimizer.Steps + Forgetting));
        // average += share·(values − average)
        TensorPrimitives.Lerp(_average, _model.Array, share, _average);
    }
}
