using System.Numerics;

namespace Surprisal.Numerics.Tests;

/// <summary>A matrix for tests: an array with a shape, and the plainest product there is.</summary>
sealed class Matrix<T>(int rows, int columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T[] Values { get; } = new T[rows * columns];

    public int Rows => rows;

    public int Columns => columns;

    public MatrixSpan<T> Span => new(Values, rows, columns);

    public T this[int row, int column] => Values[row * columns + column];

    /// <summary>Numbers between -1 and 1 that have no reason to cancel.</summary>
    public static Matrix<T> Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var matrix = new Matrix<T>(rows, columns);
        foreach (ref T value in matrix.Values.AsSpan()) value = T.CreateChecked(2 * random.NextDouble() - 1);
        return matrix;
    }

    /// <summary>Element (i, j) of op(a)·op(b) in double, and the sum of the absolute values of its terms.</summary>
    public static (double Sum, double Magnitude) Dot(Matrix<T> a, Matrix<T> b, bool transposeA, bool transposeB, int i, int j)
    {
        double sum = 0, magnitude = 0;
        int depth = transposeA ? a.Rows : a.Columns;
        for (int k = 0; k < depth; k++)
        {
            double term = double.CreateChecked(transposeA ? a[k, i] : a[i, k]) * double.CreateChecked(transposeB ? b[j, k] : b[k, j]);
            sum += term;
            magnitude += Math.Abs(term);
        }

        return (sum, magnitude);
    }
}

static class Views
{
    public static ReadOnlyMatrixSpan<T> In<T>(ReadOnlySpan<T> values, int rows, int columns)
        where T : unmanaged => new(values, rows, columns);

    public static MatrixSpan<T> Out<T>(Span<T> values, int rows, int columns)
        where T : unmanaged => new(values, rows, columns);

    public static void Multiply<T>(
        this MatrixProduct product, Matrix<T> a, Matrix<T> b, Matrix<T> result, bool transposeA = false, bool transposeB = false, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a is Matrix<float> a32 && b is Matrix<float> b32 && result is Matrix<float> r32)
            product.Multiply(a32.Span, b32.Span, r32.Span, transposeA, transposeB, accumulate);
        else if (a is Matrix<double> a64 && b is Matrix<double> b64 && result is Matrix<double> r64)
            product.Multiply(a64.Span, b64.Span, r64.Span, transposeA, transposeB, accumulate);
    }
}
