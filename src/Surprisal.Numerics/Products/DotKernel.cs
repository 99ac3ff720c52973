using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Numerics;

/// <summary>Six rows of a times two columns of b with registers along the depth: a row is read once, in whole registers.</summary>
static unsafe class DotKernel
{
    /// <summary>
    /// Writes, or adds, the two columns of <paramref name="tile"/>, whose b holds column after column, BStep apart, in whole registers.
    /// A last partial register of a row is read so that it ends where the row ends, and what was seen before is masked to zero.
    /// </summary>
    /// <param name="tile">AStep is 1; the whole rows, of which this may be the last block of depth, are at least one register long.</param>
    /// <param name="mask">All bits for the numbers of the last partial register, zero for those seen before.</param>
    /// <param name="next">Where the numbers lie that will be needed next; fetched <paramref name="fetch"/> at a time, a register's worth per line.</param>
    /// <param name="fetch">How many numbers to fetch per register of depth.</param>
    /// <param name="columns">1 when the second column is padding.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TOps, T, V>(in Tile<T> tile, T* mask, int columns, T* next, nint fetch)
        where TOps : struct, IRegisters<T, V>
        where T : unmanaged, INumberBase<T>
        where V : struct
    {
        T* a0 = tile.A, a1 = tile.ARow(1), a2 = tile.ARow(2), a3 = tile.ARow(3), a4 = tile.ARow(4), a5 = tile.ARow(5);
        T* b = tile.B, nextB = b + tile.BStep;
        V c00 = TOps.Zero, c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
        nint k = 0;
        for (; k <= tile.Depth - TOps.Count; k += TOps.Count)
        {
            if (Sse.IsSupported)
            {
                for (nint line = 0; line < fetch; line += TOps.Count) Sse.Prefetch0(next + line);
                next += fetch;
            }

            V b0 = TOps.Load(b + k), b1 = TOps.Load(nextB + k), x = TOps.Load(a0 + k);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01); x = TOps.Load(a1 + k);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11); x = TOps.Load(a2 + k);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21); x = TOps.Load(a3 + k);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31); x = TOps.Load(a4 + k);
            c40 = TOps.MultiplyAdd(x, b0, c40); c41 = TOps.MultiplyAdd(x, b1, c41); x = TOps.Load(a5 + k);
            c50 = TOps.MultiplyAdd(x, b0, c50); c51 = TOps.MultiplyAdd(x, b1, c51);
        }

        if (k < tile.Depth)
        {
            V keep = TOps.Load(mask), b0 = TOps.Load(b + k), b1 = TOps.Load(nextB + k);
            k = tile.Depth - TOps.Count;
            V x = TOps.And(TOps.Load(a0 + k), keep);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01); x = TOps.And(TOps.Load(a1 + k), keep);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11); x = TOps.And(TOps.Load(a2 + k), keep);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21); x = TOps.And(TOps.Load(a3 + k), keep);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31); x = TOps.And(TOps.Load(a4 + k), keep);
            c40 = TOps.MultiplyAdd(x, b0, c40); c41 = TOps.MultiplyAdd(x, b1, c41); x = TOps.And(TOps.Load(a5 + k), keep);
            c50 = TOps.MultiplyAdd(x, b0, c50); c51 = TOps.MultiplyAdd(x, b1, c51);
        }

        Write(tile, 0, TOps.Fold(c00), TOps.Fold(c01), columns);
        Write(tile, 1, TOps.Fold(c10), TOps.Fold(c11), columns);
        Write(tile, 2, TOps.Fold(c20), TOps.Fold(c21), columns);
        Write(tile, 3, TOps.Fold(c30), TOps.Fold(c31), columns);
        Write(tile, 4, TOps.Fold(c40), TOps.Fold(c41), columns);
        Write(tile, 5, TOps.Fold(c50), TOps.Fold(c51), columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Write<T>(in Tile<T> tile, int i, Vector128<T> first, Vector128<T> second, int columns)
        where T : unmanaged, INumberBase<T>
    {
        if (i >= tile.Rows) return;
        T* c = tile.C + i * tile.CStride;
        c[0] = tile.Accumulate ? c[0] + Vector128.Sum(first) : Vector128.Sum(first);
        if (columns > 1) c[1] = tile.Accumulate ? c[1] + Vector128.Sum(second) : Vector128.Sum(second);
    }
}
