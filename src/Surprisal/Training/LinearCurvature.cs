using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Estimates how curved a linear model's objective is at each example, for <see cref="GramPreconditioner"/>.</summary>
sealed class LinearCurvature : IDisposable
{
    readonly Dataset _data;
    readonly Loss _loss;
    readonly double _c;
    readonly int _outputs, _classes;
    readonly MatrixProduct _product;

    public LinearCurvature(Dataset data, Loss loss, double c, int outputs, WorkerPool pool)
    {
        _data = data;
        _loss = loss;
        _c = c;
        _outputs = outputs;
        _classes = data.Targets!.ClassNames.Count;
        _product = new MatrixProduct(pool);
    }

    /// <summary>A preconditioner that suits the objective near these parameters; null where there are too many features.</summary>
    public Preconditioner? At(ReadOnlySpan<double> parameters)
    {
        if (!GramPreconditioner.IsFor(_data)) return null;
        var gram = new GramPreconditioner(_data, _c, Weights(parameters), _product);
        return gram.Apply;
    }

    public void Dispose() => _product.Dispose();

    /// <summary>The mean of p·(1 − p) over the outputs at each example looked at: the second derivative of both cross-entropies by a logit.</summary>
    float[] Weights(ReadOnlySpan<double> parameters)
    {
        int stride = GramPreconditioner.Stride(_data), rows = (_data.Rows + stride - 1) / stride;
        float[] weights = new float[rows];
        if (_loss.Info.Activation == OutputActivation.Identity)
        {
            Array.Fill(weights, 1);
            return weights;
        }

        float[] sample = new float[rows * _data.Columns], logits = new float[rows * _outputs];
        for (int row = 0; row < rows; row++) _data.Matrix[row * stride].CopyTo(sample.AsSpan(row * _data.Columns));
        Multiply(sample, parameters, logits.AsMatrix(_outputs));
        // One output under a softmax is the log-odds of two classes.
        var activation = _outputs == _classes ? _loss.Info.Activation : OutputActivation.Sigmoid;
        Activations.Apply(activation, logits.AsMatrix(_outputs), logits.AsMatrix(_outputs));
        for (int row = 0; row < rows; row++)
        {
            float sum = 0;
            foreach (float p in logits.AsSpan(row * _outputs, _outputs)) sum += p * (1 - p);
            weights[row] = sum / _outputs * ClassWeight(row * stride);
        }

        return weights;
    }

    void Multiply(float[] sample, ReadOnlySpan<double> parameters, MatrixSpan<float> logits)
    {
        float[] weights = new float[_data.Columns * _outputs];
        for (int i = 0; i < weights.Length; i++) weights[i] = (float)parameters[i];
        var biases = parameters[weights.Length..];
        for (int row = 0; row < logits.Rows; row++)
            for (int k = 0; k < _outputs; k++) logits[row][k] = (float)biases[k];
        _product.Multiply(sample.AsMatrix(_data.Columns), weights.AsMatrix(_outputs), logits, accumulate: true);
    }

    float ClassWeight(int row) =>
        _loss.ClassWeights is { } weights && _data.Targets!.Kind == TargetKind.ClassIndex ? (float)weights[_data.Targets.Classes[row]] : 1;
}
