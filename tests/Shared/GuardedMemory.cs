using System.Runtime.InteropServices;

namespace Surprisal.Tests.Shared;

/// <summary>Numbers that end exactly at a page which must not be touched: reading or writing behind them stops the process.</summary>
sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    const int ReadWrite = 3, NoAccess = 0, PrivateAnonymous = 0x22;
    readonly nint _start;
    readonly nuint _size;

    public GuardedMemory(int count)
    {
        if (!OperatingSystem.IsLinux())
        {
            // Without a guard the checks of the results still hold; only a stray touch goes unseen.
            _start = (nint)NativeMemory.AllocZeroed((nuint)Math.Max(count, 1), (nuint)sizeof(T));
            Pointer = (T*)_start;
        }
        else
        {
            nuint page = (nuint)Environment.SystemPageSize, bytes = (nuint)count * (nuint)sizeof(T), data = (bytes + page - 1) / page * page;
            _size = data + page;
            _start = PageCalls.Map(0, _size, ReadWrite, PrivateAnonymous, -1, 0);
            if (_start == -1 || PageCalls.Protect(_start + (nint)data, page, NoAccess) != 0) throw new InvalidOperationException("no guarded memory could be had.");
            Pointer = (T*)(_start + (nint)(data - bytes));
        }
        Length = count;
    }

    public T* Pointer { get; }

    public int Length { get; }

    public Span<T> Span => new(Pointer, Length);

    public void Dispose()
    {
        if (_size == 0) NativeMemory.Free((void*)_start);
        else _ = PageCalls.Unmap(_start, _size);
    }
}

static partial class PageCalls
{
    [LibraryImport("libc", EntryPoint = "mmap")]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    public static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint length);
}
