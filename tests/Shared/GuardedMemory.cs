using System.Runtime.InteropServices;

namespace Surprisal.Tests.Shared;

/// <summary>Numbers that end exactly where memory ends, and others that start where it starts: one step outside kills the process.</summary>
sealed unsafe partial class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    readonly byte* _start;
    readonly nuint _page = (nuint)Environment.SystemPageSize;
    readonly nuint _bytes;

    public GuardedMemory(int length)
    {
        _bytes = ((nuint)length * (nuint)sizeof(T) + _page - 1) / _page * _page;
        _start = LibC.Map(0, _bytes + 2 * _page, LibC.None, LibC.Private | LibC.Anonymous, -1, 0);
        Assert.NotEqual(-1, (nint)_start);
        Assert.Equal(0, LibC.Protect(_start + _page, _bytes, LibC.Read | LibC.Write));
        AtEnd = new Memory((T*)(_start + _page + _bytes) - length, length);
        AtStart = new Memory((T*)(_start + _page), length);
    }

    /// <summary>Nothing readable follows.</summary>
    public Memory AtEnd { get; }

    /// <summary>Nothing readable precedes.</summary>
    public Memory AtStart { get; }

    public void Dispose() => Assert.Equal(0, LibC.Unmap(_start, _bytes + 2 * _page));

    public readonly struct Memory(T* start, int length)
    {
        public Span<T> Span => new(start, length);

        public T* Pointer => start;
    }
}

static unsafe partial class LibC
{
    public const int None = 0, Read = 1, Write = 2, Private = 2, Anonymous = 0x20;

    [LibraryImport("libc", EntryPoint = "mmap")]
    public static partial byte* Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    public static partial int Protect(byte* start, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(byte* start, nuint length);
}
