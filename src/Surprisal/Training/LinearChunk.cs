using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>One worker's memory for <see cref="LinearObjective"/>, and what it does with a chunk of rows.</summary>
sealed class LinearChunk : IDisposable
{
    // Read for the logits, then again for the slope: half of a usual second-level cache.
    const int CachedFloats = (256 << 10) / sizeof(float);

    readonly Dataset _data;
    readonly WeightedLoss _loss;
    readonly int _outputs, _classes, _rows;
    readonly float[] _weights;
    readonly WorkerPool _alone = new(1);
    readonly MatrixProduct _product;
    readonly float[] _logits, _slopes, _outputLogits, _outputSlopes, _gradient;

    public LinearChunk(Dataset data, Loss loss, int outputs, float[] weights)
    {
        _data = data;
        _loss = new WeightedLoss(loss with { Reduction = Reduction.Sum, Threads = 1 }); // the chunks are on all threads already
        _outputs = outputs;
        _classes = data.Targets!.ClassNames.Count;
        _weights = weights;
        _rows = RowsFor(data.Columns);
        _product = new MatrixProduct(_alone);
        int rows = Math.Min(_rows, data.Rows);
        _logits = new float[rows * _classes];
        _slopes = new float[rows * _classes];
        // One output stands for two classes; else an output is a class's logit.
        _outputLogits = outputs == _classes ? _logits : new float[rows];
        _outputSlopes = outputs == _classes ? _slopes : new float[rows];
        _gradient = new float[data.Columns * outputs];
    }

    public static int RowsFor(int columns) => Math.Clamp(CachedFloats / columns / 16 * 16, 16, 1024);

    /// <summary>Adds the slope of Σ ℓ over a chunk of rows to <paramref name="sum"/> and returns Σ ℓ.</summary>
    public double Add(int chunk, double[] sum)
    {
        int start = chunk * _rows, rows = Math.Min(_rows, _data.Rows - start), features = _data.Columns;
        var examples = _data.Matrix.SliceRows(start, rows);
        var logits = new MatrixSpan<float>(_outputLogits, rows, _outputs);
        var slopes = new MatrixSpan<float>(_outputSlopes, rows, _outputs);
        _product.Multiply(examples, new ReadOnlyMatrixSpan<float>(_weights, features, _outputs), logits);
        AddBiases(logits);
        double loss = EvaluateLoss(start, rows);
        var gradient = new MatrixSpan<float>(_gradient, features, _outputs);
        _product.Multiply(examples, slopes, gradient, transposeA: true);
        for (int i = 0; i < _gradient.Length; i++) sum[i] += _gradient[i];
        AddColumns(slopes, sum.AsSpan(_gradient.Length));
        return loss;
    }

    public void Dispose()
    {
        _product.Dispose();
        _alone.Dispose();
    }

    void AddBiases(MatrixSpan<float> logits)
    {
        var biases = _weights.AsSpan(_weights.Length - _outputs);
        for (int row = 0; row < logits.Rows; row++)
        {
            var values = logits[row];
            for (int k = 0; k < values.Length; k++) values[k] += biases[k];
        }
    }

    double EvaluateLoss(int start, int rows)
    {
        bool reference = _outputs != _classes;
        if (reference)
        {
            for (int row = 0; row < rows; row++) _logits[2 * row + 1] = _outputLogits[row];
        }

        double loss = _loss.Evaluate(
            new ReadOnlyMatrixSpan<float>(_logits, rows, _classes), _data.Targets!.Slice(start, rows), _data.WeightSlice(start, rows), new MatrixSpan<float>(_slopes, rows, _classes));
        if (reference)
        {
            for (int row = 0; row < rows; row++) _outputSlopes[row] = _slopes[2 * row + 1];
        }

        return loss;
    }

    static void AddColumns(ReadOnlyMatrixSpan<float> values, Span<double> sums)
    {
        for (int row = 0; row < values.Rows; row++)
        {
            var line = values[row];
            for (int k = 0; k < line.Length; k++) sums[k] += line[k];
        }
    }
}
