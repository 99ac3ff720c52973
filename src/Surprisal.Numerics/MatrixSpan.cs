namespace Surprisal.Numerics;

/// <summary>Rows of numbers in one contiguous block: row r starts at r·Columns. The only matrix type kernels see.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct MatrixSpan<T>
    where T : unmanaged
{
    /// <summary>A view of the first <paramref name="rows"/>·<paramref name="columns"/> numbers of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">A size is negative, or <paramref name="values"/> is too short.</exception>
    public MatrixSpan(Span<T> values, int rows, int columns)
    {
        Values = values[..MatrixSize.Checked(values.Length, rows, columns)];
        Rows = rows;
        Columns = columns;
    }

    /// <summary>All numbers, row after row.</summary>
    public Span<T> Values { get; }

    /// <summary>How many rows: examples.</summary>
    public int Rows { get; }

    /// <summary>How many numbers a row has: classes, or features.</summary>
    public int Columns { get; }

    /// <summary>True for the default value, which stands for "not wanted" where a result is optional.</summary>
    public bool IsEmpty => Values.IsEmpty;

    /// <summary>One row.</summary>
    public Span<T> this[int row] => Values.Slice(row * Columns, Columns);

    /// <summary>The rows from <paramref name="start"/> on, <paramref name="count"/> of them.</summary>
    public MatrixSpan<T> SliceRows(int start, int count) => new(Values.Slice(start * Columns, count * Columns), count, Columns);

    /// <summary>The same numbers, read only.</summary>
    public static implicit operator ReadOnlyMatrixSpan<T>(MatrixSpan<T> matrix) => new(matrix.Values, matrix.Rows, matrix.Columns);
}
