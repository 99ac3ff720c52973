using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// The inverse of C·Σ wᵢ·xᵢxᵢᵀ + I over the examples xᵢ, each with a 1 for the bias: the second derivatives of a linear model's
/// objective if all outputs had the same curvature wᵢ at an example. They nearly do, and so the search for the optimum needs a
/// sixth of the steps (MNIST, 22,000 × 784: 80 instead of some 500).
/// </summary>
sealed class GramPreconditioner
{
    // The factor takes size³/6 multiply-adds: at this size, half a second.
    const int MaxSize = 2048;

    // More rows sharpen the estimate by less than they cost.
    const int RowsPerColumn = 8;
    const int ChunkRows = 256;

    // Holds the bias where no example has any curvature, and pivots that rounding has eaten up.
    const double Floor = 1e-6;

    readonly int _size;
    readonly double[] _factor, _vector;

    /// <param name="data">The examples.</param>
    /// <param name="c">C.</param>
    /// <param name="weights">The curvature at the examples 0, <see cref="Stride"/>, 2·stride and so on.</param>
    /// <param name="product">Does the work.</param>
    public GramPreconditioner(Dataset data, double c, ReadOnlySpan<float> weights, MatrixProduct product)
    {
        _size = data.Columns + 1;
        _factor = new double[_size * _size];
        _vector = new double[_size];
        int stride = Stride(data);
        float scale = (float)(c * data.Rows / weights.Length);
        float[] chunk = new float[ChunkRows * _size], gram = new float[_size * _size];
        for (int start = 0; start < weights.Length; start += ChunkRows)
        {
            int rows = Math.Min(ChunkRows, weights.Length - start);
            for (int row = 0; row < rows; row++)
            {
                float weight = MathF.Sqrt(scale * weights[start + row]);
                var source = data.Matrix[(start + row) * stride];
                var target = chunk.AsSpan(row * _size, _size);
                for (int i = 0; i < source.Length; i++) target[i] = weight * source[i];
                target[^1] = weight;
            }

            var block = new ReadOnlyMatrixSpan<float>(chunk, rows, _size);
            product.Multiply(block, block, new MatrixSpan<float>(gram, _size, _size), transposeA: true, accumulate: true);
        }

        for (int i = 0; i < gram.Length; i++) _factor[i] = gram[i];
        for (int i = 0; i < _size; i++) _factor[i * _size + i] += i < data.Columns ? 1 : Floor;
        Factorize();
    }

    /// <summary>Whether the features are few enough for it to pay.</summary>
    public static bool IsFor(Dataset data) => data.Columns < MaxSize;

    /// <summary>The rows that it looks at are 0, stride, 2·stride, ….</summary>
    public static int Stride(Dataset data) => Math.Max(1, data.Rows / Math.Max(1024, RowsPerColumn * data.Columns));

    /// <summary>Multiplies a matrix of (features + 1) × outputs by the inverse, in place.</summary>
    public void Apply(Span<double> matrix)
    {
        int outputs = matrix.Length / _size;
        for (int k = 0; k < outputs; k++)
        {
            for (int i = 0; i < _size; i++) _vector[i] = matrix[i * outputs + k];
            Solve(_vector);
            for (int i = 0; i < _size; i++) matrix[i * outputs + k] = _vector[i];
        }
    }

    /// <summary>Cholesky: the lower triangle becomes L with L·Lᵀ the matrix.</summary>
    void Factorize()
    {
        for (int i = 0; i < _size; i++)
        {
            var row = _factor.AsSpan(i * _size, i + 1);
            double whole = row[i];
            for (int j = 0; j < i; j++)
            {
                var other = _factor.AsSpan(j * _size, j + 1);
                row[j] = (row[j] - VectorMath.Dot(row[..j], other[..j])) / other[j];
            }

            row[i] = Math.Sqrt(Math.Max(whole - VectorMath.Dot(row[..i], row[..i]), Floor * whole));
        }
    }

    void Solve(Span<double> vector)
    {
        for (int i = 0; i < _size; i++)
        {
            var row = _factor.AsSpan(i * _size, i + 1);
            vector[i] = (vector[i] - VectorMath.Dot(row[..i], vector[..i])) / row[i];
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            var row = _factor.AsSpan(i * _size, i + 1);
            vector[i] /= row[i];
            VectorMath.AddScaled(vector[..i], -vector[i], row[..i]);
        }
    }
}
