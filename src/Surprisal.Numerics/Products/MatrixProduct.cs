namespace Surprisal.Numerics;

/// <summary>
/// Products of matrices, shared among the workers of a pool. The same operands give the same bits for any number of threads;
/// and as long as a is not transposed, a row of the result depends on its own row of a and on b only: it has the same bits alone
/// and in a batch.
/// </summary>
/// <remarks>Keeps its working memory from call to call: make one for a run, and use it from one thread at a time.</remarks>
/// <param name="pool">Who does the work. It is not disposed of with the product.</param>
public sealed class MatrixProduct(WorkerPool pool) : IDisposable
{
    readonly ProductRun<float> _single = new(pool);
    readonly ProductRun<double> _double = new(pool);
    bool _disposed;

    /// <summary>Writes a·b to <paramref name="result"/>, or adds it there.</summary>
    /// <param name="a">Rows × depth; depth × rows when transposed.</param>
    /// <param name="b">Depth × columns; columns × depth when transposed.</param>
    /// <param name="result">Rows × columns. Must not share memory with <paramref name="a"/> or <paramref name="b"/>.</param>
    /// <param name="transposeA">Read <paramref name="a"/> as its transpose.</param>
    /// <param name="transposeB">Read <paramref name="b"/> as its transpose.</param>
    /// <param name="accumulate">Add to what <paramref name="result"/> holds instead of overwriting it.</param>
    /// <param name="skipZeros">
    /// Leave out the steps of depth at which six neighbouring rows of <paramref name="a"/> are all zero, as they are at the borders of pictures and in one-hot columns. It
    /// changes no bit while <paramref name="b"/> is finite, but for the sign of a zero; an infinity or a NaN there may go unseen, depending on a row's neighbours and on the threads.
    /// </param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the result shares memory with an operand.</exception>
    /// <exception cref="ObjectDisposedException">The product or its pool has been disposed of.</exception>
    public void Multiply(
        ReadOnlyMatrixSpan<float> a, ReadOnlyMatrixSpan<float> b, MatrixSpan<float> result,
        bool transposeA = false, bool transposeB = false, bool accumulate = false, bool skipZeros = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _single.Multiply(a, b, result, transposeA, transposeB, accumulate, skipZeros);
    }

    /// <inheritdoc cref="Multiply(ReadOnlyMatrixSpan{float}, ReadOnlyMatrixSpan{float}, MatrixSpan{float}, bool, bool, bool, bool)"/>
    public void Multiply(
        ReadOnlyMatrixSpan<double> a, ReadOnlyMatrixSpan<double> b, MatrixSpan<double> result,
        bool transposeA = false, bool transposeB = false, bool accumulate = false, bool skipZeros = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _double.Multiply(a, b, result, transposeA, transposeB, accumulate, skipZeros);
    }

    /// <summary>Returns the working memory.</summary>
    public void Dispose()
    {
        _disposed = true;
        _single.Dispose();
        _double.Dispose();
    }
}
