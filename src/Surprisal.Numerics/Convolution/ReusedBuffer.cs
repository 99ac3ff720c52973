namespace Surprisal.Numerics;

/// <summary>Working memory that grows to the largest size asked for and stays: nothing is allocated from the second step of a training on.</summary>
sealed unsafe class ReusedBuffer<T> : IDisposable
    where T : unmanaged
{
    AlignedBuffer<T>? _buffer;

    /// <summary>Memory for so many numbers, on a cache line; what it holds is left from before.</summary>
    public T* AtLeast(int length)
    {
        if (_buffer is null || _buffer.Length < length)
        {
            _buffer?.Dispose();
            _buffer = new AlignedBuffer<T>(length);
        }
        return _buffer.Pointer;
    }

    public void Dispose() => _buffer?.Dispose();
}
