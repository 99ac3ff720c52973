using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The memory of one run through a model and back, made once for batches of up to a number of rows.</summary>
sealed class NetworkPass : IDisposable
{
    readonly Sequential _model;
    readonly MatrixProduct _product;
    readonly AlignedBuffer<float>[] _outputs;
    readonly int _maxRows;
    AlignedBuffer<float>? _gradient, _nextGradient;

    public NetworkPass(Sequential model, int maxRows, WorkerPool pool)
    {
        _model = model;
        _maxRows = maxRows;
        _product = new MatrixProduct(pool);
        _outputs = new AlignedBuffer<float>[model.Layers.Count];
        for (int i = 0; i < _outputs.Length; i++)
            _outputs[i] = IsInPlace(i) ? _outputs[i - 1] : new AlignedBuffer<float>(checked(maxRows * model.Layers[i].Outputs));
    }

    /// <summary>Where to write ∂ℓ/∂logits before <see cref="Backward"/>.</summary>
    public MatrixSpan<float> LogitsGradient(int rows) => new((_gradient ??= GradientBuffer()).Span, rows, _model.Outputs);

    /// <summary>The logits of a batch; they stay until the next batch.</summary>
    public ReadOnlyMatrixSpan<float> Forward(ReadOnlyMatrixSpan<float> features)
    {
        var input = features;
        for (int i = 0; i < _outputs.Length; i++)
        {
            var output = Output(i, features.Rows);
            _model.Layers[i].Forward(input, _model.ValuesOf(i), output, _product);
            input = output;
        }

        return input;
    }

    /// <summary>Passes <see cref="LogitsGradient"/> back through the layers.</summary>
    /// <param name="features">What <see cref="Forward"/> was given.</param>
    /// <param name="parameterGradient">As long as all parameters; overwritten.</param>
    public void Backward(ReadOnlyMatrixSpan<float> features, Span<float> parameterGradient)
    {
        int rows = features.Rows;
        var outputGradient = LogitsGradient(rows);
        for (int i = _outputs.Length - 1; i >= 0; i--)
        {
            var layer = _model.Layers[i];
            ReadOnlyMatrixSpan<float> input = i == 0 ? features : Output(i - 1, rows);
            // Nobody changes the features.
            var inputGradient = i == 0 ? default
                : new MatrixSpan<float>(layer.WorksInPlace ? outputGradient.Values : (_nextGradient ??= GradientBuffer()).Span, rows, layer.Inputs);
            layer.Backward(input, Output(i, rows), outputGradient, _model.ValuesOf(i), _model.PartOf(parameterGradient, i), inputGradient, _product);
            if (!layer.WorksInPlace) (_gradient, _nextGradient) = (_nextGradient, _gradient);
            outputGradient = inputGradient;
        }
    }

    public void Dispose()
    {
        _product.Dispose();
        foreach (var output in _outputs) output.Dispose();
        _gradient?.Dispose();
        _nextGradient?.Dispose();
    }

    // The features are the caller's: the first layer never overwrites its input.
    bool IsInPlace(int layer) => layer > 0 && _model.Layers[layer].WorksInPlace;

    MatrixSpan<float> Output(int layer, int rows) => new(_outputs[layer].Span, rows, _model.Layers[layer].Outputs);

    AlignedBuffer<float> GradientBuffer()
    {
        int widest = 0;
        foreach (var layer in _model.Layers) widest = Math.Max(widest, layer.Outputs);
        return new AlignedBuffer<float>(checked(_maxRows * widest));
    }
}
