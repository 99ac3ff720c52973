using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Numerics;

/// <summary>
/// A few rows and registers of columns of a result that stay in registers while the depth runs by:
/// a(i, k) = A[i·AStride + k·AStep], b(k, j) = B[k·BStep + j], c(i, j) = C[i·CStride + j].
/// Every element is the same chain of multiply-adds from zero, in order of depth, wherever in a tile it lies: that is why a row
/// has the same bits alone and in a batch, and why width and height of a tile do not show in the result.
/// </summary>
unsafe struct Tile<T>
    where T : unmanaged
{
    /// <summary>Rows of the tallest kernel that every width and every processor has.</summary>
    public const int MaxRows = 6;

    public T* A;
    public nint AStride;
    public nint AStep;
    public T* B;
    public nint BStep;
    public T* C;
    public nint CStride;
    public nint Depth;

    /// <summary>The steps of depth to take, <see cref="Depth"/> of them; null takes every one.</summary>
    public int* Steps;

    public int Rows;
    public bool Accumulate;

    /// <summary>How far behind each row of b the row lies that will be needed later, 0 for none.</summary>
    public nint Ahead;

    /// <summary>Row <paramref name="i"/> of a, or the last there is: rows past it are computed from valid memory, and not stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* ARow(int i) => A + Math.Min(i, Rows - 1) * AStride;

    /// <summary>Writes, or adds, two registers of row <paramref name="i"/>, if there is such a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TOps, V>(int i, V first, V second)
        where TOps : struct, IRegisters<T, V>
        where V : struct
    {
        if (i < Rows) Store<TOps, V>(C + i * CStride, first, second);
    }

    /// <summary>Writes, or adds, four registers of row <paramref name="i"/>, if there is such a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TOps, V>(int i, V first, V second, V third, V fourth)
        where TOps : struct, IRegisters<T, V>
        where V : struct
    {
        if (i >= Rows) return;
        T* c = C + i * CStride;
        Store<TOps, V>(c, first, second);
        Store<TOps, V>(c + 2 * TOps.Count, third, fourth);
    }

    /// <summary>Fetches <paramref name="registers"/> registers into the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<TOps, V>(T* start, int registers)
        where TOps : struct, IRegisters<T, V>
        where V : struct
    {
        if (!Sse.IsSupported) return;
        Sse.Prefetch1(start);
        Sse.Prefetch1(start + TOps.Count);
        if (registers == 2) return;
        Sse.Prefetch1(start + 2 * TOps.Count);
        Sse.Prefetch1(start + 3 * TOps.Count);
    }

    /// <summary>Fetches what the tile will be added to while the sums build up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void PrefetchResult<TOps, V>(int registers)
        where TOps : struct, IRegisters<T, V>
        where V : struct
    {
        if (!Sse.IsSupported || !Accumulate) return;
        T* c = C;
        for (int i = 0; i < MaxRows; i++, c += CStride)
            for (int register = 0; register < registers; register++) Sse.Prefetch0(c + register * TOps.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void Store<TOps, V>(T* c, V first, V second)
        where TOps : struct, IRegisters<T, V>
        where V : struct
    {
        if (Accumulate)
        {
            first = TOps.Add(TOps.Load(c), first);
            second = TOps.Add(TOps.Load(c + TOps.Count), second);
        }

        TOps.Store(first, c);
        TOps.Store(second, c + TOps.Count);
    }
}
