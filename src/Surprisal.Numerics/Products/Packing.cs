using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>Copies blocks of a and b into the order in which the tile kernels read them.</summary>
static unsafe class Packing
{
    /// <summary>Panels of a row-major b, all of the widest kind.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void WidePanels<T>(T* b, nint step, int depth, int panels, T* packed)
        where T : unmanaged
    {
        nint nextPanel = (nint)depth * Panel<T>.MaxWidth;
        for (nint k = 0; k < depth; k++)
        {
            T* from = b + k * step, to = packed + k * Panel<T>.MaxWidth;
            for (int panel = 0; panel < panels; panel++, from += Panel<T>.MaxWidth, to += nextPanel)
                for (int j = 0; j < Panel<T>.MaxWidth; j += Panel<T>.Lanes) Move(from + j, to + j);
        }
    }

    /// <summary>One panel of any kind: its row k starts at k·<paramref name="width"/>, columns past <paramref name="columns"/> are zero.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void OnePanel<T>(T* b, nint step, nint stride, int depth, int columns, T* panel, int width)
        where T : unmanaged
    {
        if (columns < width) new Span<T>(panel, depth * width).Clear();
        if (stride != 1)
        {
            // b is transposed: what is a column here is a row in memory.
            Transposition.Copy(b, stride, panel, width, columns, depth);
            return;
        }

        for (nint k = 0; k < depth; k++) new ReadOnlySpan<T>(b + k * step, columns).CopyTo(new Span<T>(panel + k * width, columns));
    }

    /// <summary>Tiles of a transposed a: step k of tile t starts at (t·depth + k)·<see cref="Tile{T}.MaxRows"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Tiles<T>(T* a, nint step, int depth, int rows, T* packed)
        where T : unmanaged
    {
        int full = rows / Tile<T>.MaxRows, rest = rows % Tile<T>.MaxRows;
        for (nint k = 0; k < depth; k++)
        {
            T* from = a + k * step, to = packed + k * Tile<T>.MaxRows;
            for (int tile = 0; tile < full; tile++, from += Tile<T>.MaxRows, to += (nint)depth * Tile<T>.MaxRows) *(TileColumn<T>*)to = *(TileColumn<T>*)from;
            for (int i = 0; i < rest; i++) to[i] = from[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Move<T>(T* source, T* destination)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated) Vector512.Load(source).Store(destination);
        else if (Vector256.IsHardwareAccelerated) Vector256.Load(source).Store(destination);
        else Vector128.Load(source).Store(destination);
    }

    /// <summary>One step of depth of one tile, so that the compiler copies it in two moves.</summary>
    [InlineArray(Tile<T>.MaxRows)]
    struct TileColumn<T>
        where T : unmanaged
    {
        T _first;
    }
}
