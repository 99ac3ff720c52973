namespace Surprisal.Numerics;

/// <inheritdoc cref="MatrixSpan{T}"/>
public readonly ref struct ReadOnlyMatrixSpan<T>
    where T : unmanaged
{
    /// <inheritdoc cref="MatrixSpan{T}(Span{T}, int, int)"/>
    public ReadOnlyMatrixSpan(ReadOnlySpan<T> values, int rows, int columns)
    {
        Values = values[..MatrixSize.Checked(values.Length, rows, columns)];
        Rows = rows;
        Columns = columns;
    }

    /// <inheritdoc cref="MatrixSpan{T}.Values"/>
    public ReadOnlySpan<T> Values { get; }

    /// <inheritdoc cref="MatrixSpan{T}.Rows"/>
    public int Rows { get; }

    /// <inheritdoc cref="MatrixSpan{T}.Columns"/>
    public int Columns { get; }

    /// <inheritdoc cref="MatrixSpan{T}.this[int]"/>
    public ReadOnlySpan<T> this[int row] => Values.Slice(row * Columns, Columns);

    /// <inheritdoc cref="MatrixSpan{T}.SliceRows(int, int)"/>
    public ReadOnlyMatrixSpan<T> SliceRows(int start, int count) => new(Values.Slice(start * Columns, count * Columns), count, Columns);
}
