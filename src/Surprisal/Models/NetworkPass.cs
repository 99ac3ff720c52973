using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Forward and backward through a model for one batch, in buffers that are made once.</summary>
sealed class NetworkPass : IDisposable
{
    readonly Network _model;
    readonly Engine _engine;
    readonly AlignedBuffer<float> _memory, _logits, _gradient;
    WeightedLoss? _loss;

    public NetworkPass(Network model, int mostRows, Engine engine)
    {
        (_model, _engine) = (model, engine);
        _memory = new AlignedBuffer<float>(model.Layers.MemoryLength(mostRows, isTraining: true));
        _logits = new AlignedBuffer<float>(checked(mostRows * model.Outputs));
        _gradient = new AlignedBuffer<float>(checked(mostRows * model.Outputs));
        ParameterGradient = new float[model.Values().Length];
    }

    /// <summary>∂loss/∂parameters of the last batch, in the order of <see cref="Network.Values()"/>.</summary>
    public float[] ParameterGradient { get; }

    /// <summary>Computes loss and gradient; returns the loss as its reduction says.</summary>
    /// <param name="input">The batch.</param>
    /// <param name="targets">Its answers.</param>
    /// <param name="loss">What to differentiate.</param>
    /// <param name="noise">What the layers draw chance from; another number for every batch.</param>
    /// <param name="weights">What each row counts; empty counts each once.</param>
    public double Run(ReadOnlyMatrixSpan<float> input, Targets<float> targets, Loss loss, ulong noise, ReadOnlySpan<float> weights = default)
    {
        var step = new LayerStep
        {
            Engine = _engine,
            Parameters = _model.Values(),
            Statistics = _model.Statistics(),
            Memory = _memory.Span,
            IsTraining = true,
            Noise = noise,
        };
        MatrixSpan<float> logits = new(_logits.Span, input.Rows, _model.Outputs), gradient = new(_gradient.Span, input.Rows, _model.Outputs);
        _model.Layers.Forward(step, input, logits);
        if (!ReferenceEquals(_loss?.Plain, loss)) _loss = new WeightedLoss(loss);
        double value = _loss.Evaluate(logits, targets, weights, gradient);
        _model.Layers.Backward(step, input, logits, gradient, ParameterGradient, default);
        return value;
    }

    /// <summary>What the model said of the rows of the last batch.</summary>
    public ReadOnlyMatrixSpan<float> Logits(int rows) => new(_logits.Span, rows, _model.Outputs);

    public void Dispose()
    {
        _memory.Dispose();
        _logits.Dispose();
        _gradient.Dispose();
    }
}
