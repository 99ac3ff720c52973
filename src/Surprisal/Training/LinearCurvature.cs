using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Estimates how curved a linear model's objective is, for <see cref="GramPreconditioner"/>.</summary>
sealed class LinearCurvature : IDisposable
{
    // A factor takes features³/6 multiply-adds: here half a second.
    const int MostFeatures = 2048;

    // Multiply-adds that adding up the examples may take: a tenth of a second, some five evaluations of MNIST's objective.
    const long Budget = 4_000_000_000;

    // With fewer rows than that, the estimate is worse than none.
    const int RowsPerFeature = 8;

    // One estimate for each output pays where classes are rare or easy, but needs as many factors.
    const int MostFactors = 64;

    readonly Dataset _data;
    readonly Loss _loss;
    readonly double _c;
    readonly int _outputs;
    readonly int[] _rows;
    readonly bool _each;
    readonly float[] _examples;
    readonly MatrixProduct _product;
    readonly WorkerPool _pool;

    public LinearCurvature(Dataset data, Loss loss, double c, int outputs, WorkerPool pool)
    {
        _data = data;
        _loss = loss;
        _outputs = outputs;
        _pool = pool;
        _product = new MatrixProduct(pool);
        long perRow = (data.Columns + 1L) * (data.Columns + 1L), least = Math.Min(data.Rows, RowsPerFeature * (long)data.Columns);
        _each = outputs <= MostFactors && least * perRow * outputs <= Budget;
        long rows = Math.Clamp(Budget / (_each ? perRow * outputs : perRow), least, data.Rows);
        _rows = data.Columns < MostFeatures ? Sample(data.Rows, (int)rows) : [];
        _examples = _rows.Length == data.Rows ? data.Features : Collect();
        _c = c * data.Rows / Math.Max(1, _rows.Length);
    }

    /// <summary>A preconditioner that suits the objective near these parameters; null where there are too many features, or too large ones.</summary>
    public Preconditioner? At(ReadOnlySpan<double> parameters)
    {
        if (_rows.Length == 0) return null;
        var examples = _examples.AsMatrix(_data.Columns);
        float[] weights = Weights(parameters);
        var gram = new GramPreconditioner(examples, _c, weights.AsMatrix(_each ? _outputs : 1), _outputs, _product, _pool);
        return gram.IsUsable ? gram.Apply : null;
    }

    public void Dispose() => _product.Dispose();

    /// <summary>One row of each of <paramref name="count"/> equal stretches.</summary>
    static int[] Sample(int rows, int count)
    {
        int[] sample = new int[count];
        // By chance within a stretch: MNIST alternates between two groups of writers, and every second row made a third more steps.
        var random = new Random(1);
        for (int i = 0; i < count; i++)
        {
            int start = (int)((long)rows * i / count), end = (int)((long)rows * (i + 1) / count);
            sample[i] = start + random.Next(end - start);
        }

        return sample;
    }

    float[] Collect()
    {
        float[] examples = new float[_rows.Length * _data.Columns];
        for (int i = 0; i < _rows.Length; i++) _data.Matrix[_rows[i]].CopyTo(examples.AsSpan(i * _data.Columns));
        return examples;
    }

    /// <summary>p·(1 − p) of each output at each example, the second derivative of both cross-entropies by a logit; or its mean over the outputs.</summary>
    float[] Weights(ReadOnlySpan<double> parameters)
    {
        float[] weights = Probabilities(parameters);
        for (int i = 0; i < weights.Length; i++) weights[i] = _loss.Info.Activation == OutputActivation.Identity ? 1 : weights[i] * (1 - weights[i]);
        int rows = weights.Length / _outputs, columns = _each ? _outputs : 1;
        for (int row = 0; row < rows; row++)
        {
            var outputs = weights.AsSpan(row * _outputs, _outputs);
            float sum = 0, rowWeight = Weight(_rows[row]);
            foreach (ref float weight in outputs) sum += weight *= rowWeight;
            if (!_each) weights[row] = sum / _outputs;
        }

        return weights[..(rows * columns)];
    }

    float[] Probabilities(ReadOnlySpan<double> parameters)
    {
        var examples = _examples.AsMatrix(_data.Columns);
        float[] weights = new float[_data.Columns * _outputs], result = new float[examples.Rows * _outputs];
        for (int i = 0; i < weights.Length; i++) weights[i] = (float)parameters[i];
        var biases = parameters[weights.Length..];
        for (int i = 0; i < result.Length; i++) result[i] = (float)biases[i % _outputs];
        var logits = result.AsMatrix(_outputs);
        _product.Multiply(examples, weights.AsMatrix(_outputs), logits, accumulate: true);
        // One output under a softmax is the log-odds of two classes.
        bool isLogOdds = _outputs == 1 && _loss.Info.Activation == OutputActivation.Softmax;
        Activations.Apply(isLogOdds ? OutputActivation.Sigmoid : _loss.Info.Activation, logits, logits);
        return result;
    }

    float Weight(int row) => (_data.RowWeights?[row] ?? 1)
        * (_loss.ClassWeights is { } weights && _data.Targets!.Kind == TargetKind.ClassIndex ? (float)weights[_data.Targets.Classes[row]] : 1);
}
