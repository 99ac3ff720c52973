using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>A product with few columns: b is packed column by column, every row of a is read once.</summary>
static unsafe class DotProduct
{
    /// <summary>Depth per block: a multiple of every register, and 64 KiB of packed b at most.</summary>
    public const int DepthBlock = 1024;

    /// <summary>Rows, or one worker's part of them. The depth is at least one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(in ProductOperands<T> p, ProductWorkspace<T> workspace)
        where T : unmanaged, INumberBase<T>
    {
        T* packed = workspace.B, mask = workspace.Edge;
        var tile = new Tile<T> { AStride = p.AStride, AStep = 1, CStride = p.CStride };
        // Each pair of columns fetches its share of the next rows, so that together they fetch all of them: half the time of a from memory.
        int pairs = (p.Columns + 1) / 2;
        nint fetch = ProductPlan.FitsCache(p) ? 0 : (Tile<T>.MaxRows + pairs - 1) / pairs * Panel<T>.Lanes;
        for (int depth = 0; depth < p.Depth; depth += DepthBlock)
        {
            tile.Depth = Math.Min(DepthBlock, p.Depth - depth);
            tile.Accumulate = p.Accumulate || depth > 0;
            tile.BStep = Pack(p, depth, (int)tile.Depth, packed, mask);
            for (int row = 0; row < p.Rows; row += Tile<T>.MaxRows)
            {
                tile.A = p.A + row * p.AStride + depth;
                tile.B = packed;
                tile.Rows = Math.Min(Tile<T>.MaxRows, p.Rows - row);
                T* next = tile.A + Tile<T>.MaxRows * p.AStride;
                for (int column = 0; column < p.Columns; column += 2, tile.B += 2 * tile.BStep)
                {
                    tile.C = p.C + row * p.CStride + column;
                    Multiply(tile, mask, p.Columns - column, next, fetch);
                    next += fetch * (tile.Depth / Panel<T>.Lanes);
                }
            }
        }
    }

    static void Multiply<T>(in Tile<T> tile, T* mask, int columns, T* next, nint fetch)
        where T : unmanaged, INumberBase<T>
    {
        if (Vector512.IsHardwareAccelerated) DotKernel.Run<Registers512<T>, T, Vector512<T>>(tile, mask, columns, next, fetch);
        else if (Vector256.IsHardwareAccelerated) DotKernel.Run<Registers256<T>, T, Vector256<T>>(tile, mask, columns, next, fetch);
        else DotKernel.Run<Registers128<T>, T, Vector128<T>>(tile, mask, columns, next, fetch);
    }

    /// <summary>Lays out b column after column in whole registers, zero where there is nothing; returns the distance of two columns.</summary>
    static nint Pack<T>(in ProductOperands<T> p, int start, int depth, T* packed, T* mask)
        where T : unmanaged, INumberBase<T>
    {
        int lanes = Panel<T>.Lanes, rest = depth % lanes, whole = depth - rest;
        int padded = rest == 0 ? whole : whole + lanes;
        // An odd last column is paired with zeros.
        new Span<T>(packed, (p.Columns + 1 & ~1) * padded).Clear();
        T* b = p.B + start * p.BStep, b2 = b + whole * p.BStep;
        // The last partial register ends where the depth ends.
        T* last = packed + padded - rest;
        if (p.BStride == 1)
        {
            Transposition.Copy(b, p.BStep, packed, padded, whole, p.Columns);
            Transposition.Copy(b2, p.BStep, last, padded, rest, p.Columns);
        }
        else
        {
            for (int column = 0; column < p.Columns; column++)
            {
                new ReadOnlySpan<T>(b + column * p.BStride, whole).CopyTo(new Span<T>(packed + column * padded, whole));
                new ReadOnlySpan<T>(b2 + column * p.BStride, rest).CopyTo(new Span<T>(last + column * padded, rest));
            }
        }

        new Span<byte>(mask, lanes * sizeof(T)).Clear();
        new Span<byte>(mask + lanes - rest, rest * sizeof(T)).Fill(byte.MaxValue);
        return padded;
    }
}
