namespace Surprisal;

/// <summary>A symmetric positive definite matrix A, ready to solve A·x = b: the lower triangle L with L·Lᵀ = A.</summary>
sealed class CholeskyFactor
{
    // The least pivot, as a share of what the diagonal was, where rounding has eaten up all of it.
    const double LeastPivot = 1e-12;

    readonly int _size;
    readonly double[] _rows;

    /// <param name="matrix">Row after row; the upper triangle is not looked at. Overwritten, and kept.</param>
    /// <param name="size">Rows, and columns.</param>
    public CholeskyFactor(double[] matrix, int size)
    {
        _size = size;
        _rows = matrix;
        for (int i = 0; i < size; i++)
        {
            var row = Row(i);
            for (int j = 0; j < i; j++)
            {
                var other = Row(j);
                row[j] = (row[j] - VectorMath.Dot(row[..j], other[..j])) / other[j];
            }

            row[i] = Math.Sqrt(Math.Max(row[i] - VectorMath.Dot(row[..i], row[..i]), LeastPivot * row[i]));
            IsUsable = row[i] > 0 && double.IsFinite(row[i]);
            if (!IsUsable) break;
        }
    }

    /// <summary>False where the matrix was not positive definite, or not finite: there is nothing to be solved with it.</summary>
    public bool IsUsable { get; }

    /// <summary>Overwrites b with x.</summary>
    public void Solve(Span<double> vector)
    {
        for (int i = 0; i < _size; i++)
        {
            var row = Row(i);
            vector[i] = (vector[i] - VectorMath.Dot(row[..i], vector[..i])) / row[i];
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            var row = Row(i);
            vector[i] /= row[i];
            VectorMath.AddScaled(vector[..i], -vector[i], row[..i]);
        }
    }

    Span<double> Row(int i) => _rows.AsSpan(i * _size, i + 1);
}
