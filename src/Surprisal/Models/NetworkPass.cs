using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Forward and backward through a model for one batch, in buffers that are made once.</summary>
sealed class NetworkPass : IDisposable
{
    readonly Sequential _model;
    readonly Engine _engine;
    readonly AlignedBuffer<float>[] _outputs, _gradients;

    public NetworkPass(Sequential model, int mostRows, Engine engine)
    {
        (_model, _engine) = (model, engine);
        _outputs = [.. model.Layers.Select(layer => new AlignedBuffer<float>(checked(mostRows * layer.Outputs)))];
        _gradients = [.. model.Layers.Select(layer => new AlignedBuffer<float>(checked(mostRows * layer.Outputs)))];
        ParameterGradient = new float[model.Values().Length];
    }

    /// <summary>∂loss/∂parameters of the last batch, in the order of <see cref="Sequential.Values()"/>.</summary>
    public float[] ParameterGradient { get; }

    /// <summary>Computes loss and gradient; returns the loss as its reduction says.</summary>
    public double Run(ReadOnlyMatrixSpan<float> input, Targets<float> targets, Loss loss)
    {
        int last = _model.Layers.Count - 1;
        for (int i = 0; i <= last; i++) _model.Layers[i].Forward(_engine, _model.Values(i), Input(input, i), Of(_outputs, i, input.Rows));
        double value = loss.Evaluate(Of(_outputs, last, input.Rows), targets, Of(_gradients, last, input.Rows));
        for (int i = last; i >= 0; i--)
        {
            _model.Layers[i].Backward(
                _engine, _model.Values(i), Input(input, i), Of(_outputs, i, input.Rows), Of(_gradients, i, input.Rows),
                ParameterGradient.AsSpan(_model.Range(i)), i == 0 ? default : Of(_gradients, i - 1, input.Rows));
        }
        return value;
    }

    public void Dispose()
    {
        foreach (var buffer in _outputs) buffer.Dispose();
        foreach (var buffer in _gradients) buffer.Dispose();
    }

    ReadOnlyMatrixSpan<float> Input(ReadOnlyMatrixSpan<float> input, int layer) => layer == 0 ? input : Of(_outputs, layer - 1, input.Rows);

    MatrixSpan<float> Of(AlignedBuffer<float>[] buffers, int layer, int rows) => new(buffers[layer].Span, rows, _model.Layers[layer].Outputs);
}
