using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// The inverse of C·Σ wᵢ·xᵢxᵢᵀ + I over the examples xᵢ, each with a 1 for the bias: the second derivatives of a linear model's
/// objective by the parameters of one output, where wᵢ is how curved the loss is in that output at example i. With it, the search for
/// the optimum needs a fraction of the steps (MNIST, 22,000 × 784: 119 instead of 337 with each feature scaled by itself).
/// </summary>
sealed class GramPreconditioner
{
    const int ChunkRows = 256;

    // Holds the bias, which carries no penalty, where no example has any curvature.
    const double BiasFloor = 1e-6;

    // Features that add up to another one make the sum singular; what single precision leaves of a pivot then must stay positive.
    const double Rounding = 1e-6;

    readonly int _size, _outputs;
    readonly CholeskyFactor[] _factors;
    readonly double[] _vectors;
    readonly WorkerPool _pool;
    readonly Action<int> _solvePart;

    /// <param name="examples">Some of the rows of the data.</param>
    /// <param name="c">C, times how many rows each example stands for.</param>
    /// <param name="weights">The curvature at each example: one column for all outputs, or one for each.</param>
    /// <param name="outputs">Outputs of the model.</param>
    /// <param name="product">Adds up the examples.</param>
    /// <param name="pool">Shares the outputs.</param>
    public GramPreconditioner(
        ReadOnlyMatrixSpan<float> examples, double c, ReadOnlyMatrixSpan<float> weights, int outputs, MatrixProduct product, WorkerPool pool)
    {
        _size = examples.Columns + 1;
        _outputs = outputs;
        _vectors = new double[checked(_size * outputs)];
        _pool = pool;
        _solvePart = k => _factors![k % _factors.Length].Solve(_vectors.AsSpan(k * _size, _size));
        _factors = new CholeskyFactor[weights.Columns];
        float[] scaled = new float[Math.Min(ChunkRows, examples.Rows) * _size], gram = new float[_size * _size];
        for (int k = 0; k < _factors.Length; k++)
        {
            AddUp(examples, c, weights, k, scaled, gram, product);
            double[] matrix = Array.ConvertAll(gram, value => (double)value);
            for (int i = 0; i < _size; i++) matrix[i * _size + i] += (i < examples.Columns ? 1 : BiasFloor) + Rounding * matrix[i * _size + i];
            _factors[k] = new CholeskyFactor(matrix, _size);
        }
    }

    /// <summary>False where features are so large that their squares are infinite.</summary>
    public bool IsUsable => _factors.All(factor => factor.IsUsable);

    /// <summary>Multiplies a matrix of (features + 1) × outputs by the inverse, in place.</summary>
    public void Apply(Span<double> matrix)
    {
        for (int k = 0; k < _outputs; k++)
            for (int i = 0; i < _size; i++) _vectors[k * _size + i] = matrix[i * _outputs + k];
        _pool.Run(_outputs, _solvePart);
        for (int k = 0; k < _outputs; k++)
            for (int i = 0; i < _size; i++) matrix[i * _outputs + k] = _vectors[k * _size + i];
    }

    static void AddUp(
        ReadOnlyMatrixSpan<float> examples, double c, ReadOnlyMatrixSpan<float> weights, int output, float[] scaled, float[] gram, MatrixProduct product)
    {
        int size = examples.Columns + 1;
        Array.Clear(gram);
        for (int start = 0; start < examples.Rows; start += ChunkRows)
        {
            int rows = Math.Min(ChunkRows, examples.Rows - start);
            var chunk = new MatrixSpan<float>(scaled, rows, size);
            for (int row = 0; row < rows; row++)
            {
                float root = (float)Math.Sqrt(c * weights[start + row][output]);
                var target = chunk[row];
                examples[start + row].CopyTo(target);
                target[^1] = 1;
                for (int i = 0; i < target.Length; i++) target[i] *= root;
            }

            product.Multiply(chunk, chunk, new MatrixSpan<float>(gram, size, size), transposeA: true, accumulate: true);
        }
    }
}
