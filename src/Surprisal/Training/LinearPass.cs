using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>One group of rows of a linear model's objective: chunk by chunk, logits, losses, slopes and the gradient, so that each row is read from memory once.</summary>
sealed unsafe class LinearPass : IDisposable
{
    /// <summary>Rows that are worked on while they are in the cache.</summary>
    public const int ChunkRows = 64;
    readonly Dataset _data;
    readonly Loss _loss;
    readonly LinearWeights _weights;
    readonly int _start, _end;
    readonly float[] _logits, _slopes;
    readonly AlignedBuffer<float> _paddedSlopes;
    readonly double[] _gradient, _biasGradient;

    public LinearPass(Dataset data, Loss loss, LinearWeights weights, int start, int end)
    {
        (_data, _loss, _weights, _start, _end) = (data, loss, weights, start, end);
        _logits = new float[ChunkRows * weights.Classes];
        _slopes = new float[_logits.Length];
        _paddedSlopes = new AlignedBuffer<float>(ChunkRows * weights.PaddedClasses);
        _gradient = new double[weights.PaddedClasses * weights.PaddedFeatures];
        _biasGradient = new double[weights.Classes];
    }

    /// <summary>Σ ℓ of the group's rows, in nats.</summary>
    public double Loss { get; private set; }

    /// <summary>Computes loss and gradient with the weights as they are.</summary>
    public void Run()
    {
        Loss = 0;
        Array.Clear(_gradient);
        Array.Clear(_biasGradient);
        fixed (float* features = _data.Features, logits = _logits)
        fixed (double* gradient = _gradient, biases = _weights.Biases)
        {
            for (int row = _start; row < _end; row += ChunkRows)
            {
                int count = Math.Min(ChunkRows, _end - row);
                float* x = features + (nint)row * _data.Columns;
                LinearKernel.Logits(x, count, _weights, biases, logits);
                Loss += Losses(row, count);
                LinearKernel.AddGradient(x, count, _weights, _paddedSlopes.Pointer, gradient);
            }
        }
    }

    /// <summary>Adds the group's share to a gradient with one row per feature, then one for the biases.</summary>
    public void AddGradientTo(double[] total)
    {
        int classes = _weights.Classes, stride = _weights.PaddedFeatures, features = _weights.Features;
        for (int k = 0; k < classes; k++)
        {
            for (int f = 0; f < features; f++) total[f * classes + k] += _gradient[k * stride + f];
            total[features * classes + k] += _biasGradient[k];
        }
    }

    public void Dispose() => _paddedSlopes.Dispose();

    double Losses(int row, int count)
    {
        int classes = _weights.Classes, padded = _weights.PaddedClasses;
        var targets = _data.Targets!;
        Targets<float> answers = targets.Kind == TargetKind.ClassIndex
            ? (ReadOnlySpan<int>)targets.Classes.AsSpan(row, count)
            : (ReadOnlySpan<float>)targets.Values.AsSpan(row * classes, count * classes);
        double loss = _loss.Evaluate(new ReadOnlyMatrixSpan<float>(_logits, count, classes), answers, new MatrixSpan<float>(_slopes, count, classes));
        for (int r = 0; r < count; r++)
        {
            for (int k = 0; k < classes; k++)
            {
                float slope = _slopes[r * classes + k];
                _paddedSlopes.Pointer[r * padded + k] = slope;
                _biasGradient[k] += slope;
            }
        }
        return loss;
    }
}
