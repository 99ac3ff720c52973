using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>Tiles four registers wide. How they add is told at <see cref="Tile{T}"/>.</summary>
static unsafe class WideTile
{
    /// <summary>Six rows: 24 sums, 4 registers of b and 1 of a fit the 32 registers of AVX-512 and of Arm.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SixRows<TOps, T, V, TSteps>(in Tile<T> tile)
        where TOps : struct, IRegisters<T, V>
        where T : unmanaged
        where V : struct
        where TSteps : struct, ISteps
    {
        T* a0 = tile.A, a1 = tile.ARow(1), a2 = tile.ARow(2), a3 = tile.ARow(3), a4 = tile.ARow(4), a5 = tile.ARow(5), b = tile.B;
        nint step = 0, aStep = tile.AStep, bStep = tile.BStep, ahead = tile.Ahead;
        int* steps = tile.Steps;
        V c00 = TOps.Zero, c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
        V c20 = c00, c21 = c00, c22 = c00, c23 = c00, c30 = c00, c31 = c00, c32 = c00, c33 = c00;
        V c40 = c00, c41 = c00, c42 = c00, c43 = c00, c50 = c00, c51 = c00, c52 = c00, c53 = c00;
        tile.PrefetchResult<TOps, V>(4);
        for (nint left = tile.Depth; left > 0; left--, step += aStep, b += bStep)
        {
            if (TSteps.AreListed)
            {
                nint k = *steps++;
                step = k * aStep;
                b = tile.B + k * bStep;
            }

            if (ahead != 0) Tile<T>.Prefetch<TOps, V>(b + ahead, 4);
            V b0 = TOps.Load(b), b1 = TOps.Load(b + TOps.Count), b2 = TOps.Load(b + 2 * TOps.Count), b3 = TOps.Load(b + 3 * TOps.Count);
            V x = TOps.Broadcast(a0 + step);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01); c02 = TOps.MultiplyAdd(x, b2, c02); c03 = TOps.MultiplyAdd(x, b3, c03);
            x = TOps.Broadcast(a1 + step);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11); c12 = TOps.MultiplyAdd(x, b2, c12); c13 = TOps.MultiplyAdd(x, b3, c13);
            x = TOps.Broadcast(a2 + step);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21); c22 = TOps.MultiplyAdd(x, b2, c22); c23 = TOps.MultiplyAdd(x, b3, c23);
            x = TOps.Broadcast(a3 + step);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31); c32 = TOps.MultiplyAdd(x, b2, c32); c33 = TOps.MultiplyAdd(x, b3, c33);
            x = TOps.Broadcast(a4 + step);
            c40 = TOps.MultiplyAdd(x, b0, c40); c41 = TOps.MultiplyAdd(x, b1, c41); c42 = TOps.MultiplyAdd(x, b2, c42); c43 = TOps.MultiplyAdd(x, b3, c43);
            x = TOps.Broadcast(a5 + step);
            c50 = TOps.MultiplyAdd(x, b0, c50); c51 = TOps.MultiplyAdd(x, b1, c51); c52 = TOps.MultiplyAdd(x, b2, c52); c53 = TOps.MultiplyAdd(x, b3, c53);
        }

        tile.Store<TOps, V>(0, c00, c01, c02, c03);
        tile.Store<TOps, V>(1, c10, c11, c12, c13);
        tile.Store<TOps, V>(2, c20, c21, c22, c23);
        tile.Store<TOps, V>(3, c30, c31, c32, c33);
        tile.Store<TOps, V>(4, c40, c41, c42, c43);
        tile.Store<TOps, V>(5, c50, c51, c52, c53);
    }

    /// <summary>Four rows, for what is left of a block of rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FourRows<TOps, T, V>(in Tile<T> tile)
        where TOps : struct, IRegisters<T, V>
        where T : unmanaged
        where V : struct
    {
        T* a0 = tile.A, a1 = tile.ARow(1), a2 = tile.ARow(2), a3 = tile.ARow(3), b = tile.B;
        nint step = 0, aStep = tile.AStep, bStep = tile.BStep, ahead = tile.Ahead;
        V c00 = TOps.Zero, c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
        V c20 = c00, c21 = c00, c22 = c00, c23 = c00, c30 = c00, c31 = c00, c32 = c00, c33 = c00;
        for (nint left = tile.Depth; left > 0; left--, step += aStep, b += bStep)
        {
            if (ahead != 0) Tile<T>.Prefetch<TOps, V>(b + ahead, 4);
            V b0 = TOps.Load(b), b1 = TOps.Load(b + TOps.Count), b2 = TOps.Load(b + 2 * TOps.Count), b3 = TOps.Load(b + 3 * TOps.Count);
            V x = TOps.Broadcast(a0 + step);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01); c02 = TOps.MultiplyAdd(x, b2, c02); c03 = TOps.MultiplyAdd(x, b3, c03);
            x = TOps.Broadcast(a1 + step);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11); c12 = TOps.MultiplyAdd(x, b2, c12); c13 = TOps.MultiplyAdd(x, b3, c13);
            x = TOps.Broadcast(a2 + step);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21); c22 = TOps.MultiplyAdd(x, b2, c22); c23 = TOps.MultiplyAdd(x, b3, c23);
            x = TOps.Broadcast(a3 + step);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31); c32 = TOps.MultiplyAdd(x, b2, c32); c33 = TOps.MultiplyAdd(x, b3, c33);
        }

        tile.Store<TOps, V>(0, c00, c01, c02, c03);
        tile.Store<TOps, V>(1, c10, c11, c12, c13);
        tile.Store<TOps, V>(2, c20, c21, c22, c23);
        tile.Store<TOps, V>(3, c30, c31, c32, c33);
    }
}
