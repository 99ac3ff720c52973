using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>Tiles two registers wide. How they add is told at <see cref="Tile{T}"/>.</summary>
static unsafe class NarrowTile
{
    /// <summary>Rows of <see cref="TenRows"/>.</summary>
    public const int TallRows = 10;

    /// <summary>Six rows: 12 sums, 2 registers of b and 1 of a fit the 16 registers of AVX2.</summary>
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
        V c00 = TOps.Zero, c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
        tile.PrefetchResult<TOps, V>(2);
        for (nint left = tile.Depth; left > 0; left--, step += aStep, b += bStep)
        {
            if (TSteps.AreListed)
            {
                nint k = *steps++;
                step = k * aStep;
                b = tile.B + k * bStep;
            }

            if (ahead != 0) Tile<T>.Prefetch<TOps, V>(b + ahead, 2);
            V b0 = TOps.Load(b), b1 = TOps.Load(b + TOps.Count);
            V x = TOps.Broadcast(a0 + step);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01);
            x = TOps.Broadcast(a1 + step);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11);
            x = TOps.Broadcast(a2 + step);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21);
            x = TOps.Broadcast(a3 + step);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31);
            x = TOps.Broadcast(a4 + step);
            c40 = TOps.MultiplyAdd(x, b0, c40); c41 = TOps.MultiplyAdd(x, b1, c41);
            x = TOps.Broadcast(a5 + step);
            c50 = TOps.MultiplyAdd(x, b0, c50); c51 = TOps.MultiplyAdd(x, b1, c51);
        }

        tile.Store<TOps, V>(0, c00, c01);
        tile.Store<TOps, V>(1, c10, c11);
        tile.Store<TOps, V>(2, c20, c21);
        tile.Store<TOps, V>(3, c30, c31);
        tile.Store<TOps, V>(4, c40, c41);
        tile.Store<TOps, V>(5, c50, c51);
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
        V c00 = TOps.Zero, c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
        for (nint left = tile.Depth; left > 0; left--, step += aStep, b += bStep)
        {
            if (ahead != 0) Tile<T>.Prefetch<TOps, V>(b + ahead, 2);
            V b0 = TOps.Load(b), b1 = TOps.Load(b + TOps.Count);
            V x = TOps.Broadcast(a0 + step);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01);
            x = TOps.Broadcast(a1 + step);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11);
            x = TOps.Broadcast(a2 + step);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21);
            x = TOps.Broadcast(a3 + step);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31);
        }

        tile.Store<TOps, V>(0, c00, c01);
        tile.Store<TOps, V>(1, c10, c11);
        tile.Store<TOps, V>(2, c20, c21);
        tile.Store<TOps, V>(3, c30, c31);
    }

    /// <summary>Ten rows, where a result that is no taller would be cut into six and four: 20 sums, 2 registers of b and 1 of a fit the 32 registers of AVX-512 and of Arm.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TenRows<TOps, T, V>(in Tile<T> tile)
        where TOps : struct, IRegisters<T, V>
        where T : unmanaged
        where V : struct
    {
        T* a0 = tile.A, a1 = tile.ARow(1), a2 = tile.ARow(2), a3 = tile.ARow(3), a4 = tile.ARow(4);
        T* a5 = tile.ARow(5), a6 = tile.ARow(6), a7 = tile.ARow(7), a8 = tile.ARow(8), a9 = tile.ARow(9), b = tile.B;
        nint step = 0, aStep = tile.AStep, bStep = tile.BStep;
        V c00 = TOps.Zero, c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00, c40 = c00, c41 = c00;
        V c50 = c00, c51 = c00, c60 = c00, c61 = c00, c70 = c00, c71 = c00, c80 = c00, c81 = c00, c90 = c00, c91 = c00;
        for (nint left = tile.Depth; left > 0; left--, step += aStep, b += bStep)
        {
            V b0 = TOps.Load(b), b1 = TOps.Load(b + TOps.Count);
            V x = TOps.Broadcast(a0 + step);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01);
            x = TOps.Broadcast(a1 + step);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11);
            x = TOps.Broadcast(a2 + step);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21);
            x = TOps.Broadcast(a3 + step);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31);
            x = TOps.Broadcast(a4 + step);
            c40 = TOps.MultiplyAdd(x, b0, c40); c41 = TOps.MultiplyAdd(x, b1, c41);
            x = TOps.Broadcast(a5 + step);
            c50 = TOps.MultiplyAdd(x, b0, c50); c51 = TOps.MultiplyAdd(x, b1, c51);
            x = TOps.Broadcast(a6 + step);
            c60 = TOps.MultiplyAdd(x, b0, c60); c61 = TOps.MultiplyAdd(x, b1, c61);
            x = TOps.Broadcast(a7 + step);
            c70 = TOps.MultiplyAdd(x, b0, c70); c71 = TOps.MultiplyAdd(x, b1, c71);
            x = TOps.Broadcast(a8 + step);
            c80 = TOps.MultiplyAdd(x, b0, c80); c81 = TOps.MultiplyAdd(x, b1, c81);
            x = TOps.Broadcast(a9 + step);
            c90 = TOps.MultiplyAdd(x, b0, c90); c91 = TOps.MultiplyAdd(x, b1, c91);
        }

        tile.Store<TOps, V>(0, c00, c01);
        tile.Store<TOps, V>(1, c10, c11);
        tile.Store<TOps, V>(2, c20, c21);
        tile.Store<TOps, V>(3, c30, c31);
        tile.Store<TOps, V>(4, c40, c41);
        tile.Store<TOps, V>(5, c50, c51);
        tile.Store<TOps, V>(6, c60, c61);
        tile.Store<TOps, V>(7, c70, c71);
        tile.Store<TOps, V>(8, c80, c81);
        tile.Store<TOps, V>(9, c90, c91);
    }
}
