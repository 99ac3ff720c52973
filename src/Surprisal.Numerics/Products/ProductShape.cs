namespace Surprisal.Numerics;

/// <summary>The three sizes of a product whose operands fit together.</summary>
readonly record struct ProductShape(int Rows, int Columns, int Depth)
{
    public static ProductShape Checked<T>(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> result, bool transposeA, bool transposeB)
        where T : unmanaged
    {
        var (rows, depth) = transposeA ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        var (bDepth, columns) = transposeB ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        if (depth != bDepth)
        {
            throw new ArgumentException(
                $"the columns of a must match the rows of b, got {Name(rows, depth, transposeA)} times {Name(bDepth, columns, transposeB)}.");
        }

        if (result.Rows != rows || result.Columns != columns)
            throw new ArgumentException($"the product is {rows} × {columns}, the result given is {result.Rows} × {result.Columns}.");
        if (result.Values.Overlaps(a.Values) || result.Values.Overlaps(b.Values))
            throw new ArgumentException("the result of a product must not share memory with its operands.");
        return new ProductShape(rows, columns, depth);
    }

    static string Name(int rows, int columns, bool transposed) => transposed ? $"{rows} × {columns} (transposed)" : $"{rows} × {columns}";
}
