using System.Runtime.InteropServices;

namespace Surprisal.Numerics;

/// <summary>
/// Zeroed memory outside the garbage-collected heap that starts on a cache line, made to live as long as a training run.
/// From 2 MiB on it asks Linux for huge pages: a fresh MiB of small pages costs most of a millisecond in page faults.
/// </summary>
/// <remarks>
/// A span does not keep its buffer alive. Hold the buffer in a field, or a <c>using</c>, for as long as its spans are in use.
/// </remarks>
/// <typeparam name="T">The kind of number stored.</typeparam>
public sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    const nuint CacheLine = 64;
    const nuint HugePage = 2 << 20;

    T* _pointer;

    /// <summary>Reserves <paramref name="length"/> zeros.</summary>
    /// <param name="length">How many numbers, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        bool huge = bytes >= HugePage;
        nuint alignment = huge ? HugePage : CacheLine;
        nuint reserved = Math.Max(alignment, (bytes + alignment - 1) & ~(alignment - 1));
        _pointer = (T*)NativeMemory.AlignedAlloc(reserved, alignment);
        Length = length;
        if (huge) HugePages.Advise(_pointer, reserved);
        NativeMemory.Clear(_pointer, reserved);
    }

    /// <summary>Returns the memory of a buffer that nobody disposed of.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>How many numbers the buffer holds.</summary>
    public int Length { get; }

    /// <summary>All numbers; the first lies on a 64-byte boundary.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been returned.</exception>
    public Span<T> Span => new(Pointer, Length);

    /// <summary>The first number, for kernels; it stays where it is until the buffer is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been returned.</exception>
    public T* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return _pointer;
        }
    }

    /// <summary>Returns the memory; spans taken before must not be used any more.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
