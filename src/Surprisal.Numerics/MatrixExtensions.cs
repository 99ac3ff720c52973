namespace Surprisal.Numerics;

/// <summary>Arrays and spans read as rows of a matrix.</summary>
public static class MatrixExtensions
{
    /// <summary>All numbers of the array as rows of <paramref name="columns"/> numbers each.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="columns"/>.</exception>
    public static MatrixSpan<T> AsMatrix<T>(this T[] values, int columns)
        where T : unmanaged
        => values.AsSpan().AsMatrix(columns);

    /// <inheritdoc cref="AsMatrix{T}(T[], int)"/>
    public static MatrixSpan<T> AsMatrix<T>(this Span<T> values, int columns)
        where T : unmanaged
        => new(values, MatrixSize.RowsOf(values.Length, columns), columns);

    /// <inheritdoc cref="AsMatrix{T}(T[], int)"/>
    public static ReadOnlyMatrixSpan<T> AsMatrix<T>(this ReadOnlySpan<T> values, int columns)
        where T : unmanaged
        => new(values, MatrixSize.RowsOf(values.Length, columns), columns);
}
