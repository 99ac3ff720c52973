using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Surprisal.Numerics;

/// <summary>How wide the vertical strips of b are on this processor, and the tile kernel of each width.</summary>
static unsafe class Panel<T>
    where T : unmanaged
{
    /// <summary>Numbers in the widest register that is not slower than narrower ones.</summary>
    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256.IsHardwareAccelerated ? Vector256<T>.Count : Vector128<T>.Count;
    }

    /// <summary>The widest panel: a multiple of every other width.</summary>
    public static int MaxWidth
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasThirtyTwoRegisters ? 4 * Lanes : 2 * Lanes;
    }

    /// <summary>Rows of the tallest tile two registers wide.</summary>
    public static int TallestTile
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasThirtyTwoRegisters ? NarrowTile.TallRows : Tile<T>.MaxRows;
    }

    static bool HasThirtyTwoRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated || AdvSimd.IsSupported;
    }

    /// <summary>The width of the next panel when <paramref name="columns"/> are left: as few padded columns as the kernels allow.</summary>
    public static int Width(int columns)
    {
        if (HasThirtyTwoRegisters && columns > 2 * Lanes) return 4 * Lanes;
        return columns > Lanes || !Vector256.IsHardwareAccelerated ? 2 * Lanes : Lanes;
    }

    /// <summary>Computes one tile with the kernel for panels of <paramref name="width"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in Tile<T> tile, int width)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            if (width == 4 * Vector512<T>.Count) Wide<Registers512<T>, Vector512<T>>(tile);
            else if (width == 2 * Vector512<T>.Count) Narrow<Registers512<T>, Vector512<T>>(tile);
            else Narrow<Registers256<T>, Vector256<T>>(tile);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            if (width == 2 * Vector256<T>.Count) Narrow<Registers256<T>, Vector256<T>>(tile);
            else Narrow<Registers128<T>, Vector128<T>>(tile);
        }
        else if (width == 4 * Vector128<T>.Count) Wide<Registers128<T>, Vector128<T>>(tile);
        else Narrow<Registers128<T>, Vector128<T>>(tile);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Wide<TOps, V>(in Tile<T> tile)
        where TOps : struct, IRegisters<T, V>
        where V : struct
    {
        if (tile.Steps != null) WideTile.SixRows<TOps, T, V, ListedSteps>(tile);
        else if (tile.Rows > 4) WideTile.SixRows<TOps, T, V, AllSteps>(tile);
        else WideTile.FourRows<TOps, T, V>(tile);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Narrow<TOps, V>(in Tile<T> tile)
        where TOps : struct, IRegisters<T, V>
        where V : struct
    {
        if (tile.Steps != null) NarrowTile.SixRows<TOps, T, V, ListedSteps>(tile);
        else if (tile.Rows > Tile<T>.MaxRows) NarrowTile.TenRows<TOps, T, V>(tile);
        else if (tile.Rows > 4) NarrowTile.SixRows<TOps, T, V, AllSteps>(tile);
        else NarrowTile.FourRows<TOps, T, V>(tile);
    }
}
