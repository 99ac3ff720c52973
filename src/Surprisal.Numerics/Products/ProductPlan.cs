using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>How a product is computed; see <see cref="ProductPlan"/> for the choice.</summary>
enum ProductPath
{
    /// <summary>Tiles of the result, depth running by.</summary>
    Tiles,

    /// <summary>Registers run along the depth: few columns, each row of a is read once.</summary>
    Dots,

    /// <summary>Tiles of the transposed result: a is transposed and the result has few columns.</summary>
    TransposedTiles,

    /// <summary>The same panel by panel, where the depth is one block.</summary>
    TransposedPanels,
}

/// <summary>
/// The path, block and division of labour of one product. What decides bits (path, depth block) is chosen from depth and
/// columns alone when a is not transposed: a row of the result must not know how many others there are. The grid may
/// depend on everything, for it never changes what is added to what.
/// </summary>
readonly record struct ProductPlan(ProductPath Path, int DepthBlock, int RowParts, int ColumnParts)
{
    /// <summary>Most columns for which registers along the depth, or along the rows, win over tiles that would be mostly padding.</summary>
    public const int FewColumns = 16;

    /// <summary>Deepest tile: 256 steps of the widest panel are 64 KiB, streamed from the second-level cache.</summary>
    public const int MaxDepthBlock = 256;

    // A worker that is awake answers within a microsecond or two: the time of about this many multiply-adds.
    const long WorthSharing = 1 << 18;

    // Short, so that a row-major a is read a few rows at a time and prefetching can follow; longer when all of a is cached anyway.
    const int TransposedDepthBlock = 32, CachedTransposedDepthBlock = 128;
    const int CachedBytes = 1 << 20;

    public static ProductPlan For<T>(in ProductOperands<T> p, int threads)
        where T : unmanaged
    {
        if ((long)p.Rows * p.Columns * p.Depth < WorthSharing) threads = 1;
        if (p.Columns <= FewColumns)
        {
            if (p.AStep == 1 && p.Depth >= Panel<T>.Lanes) return new(ProductPath.Dots, DotProduct.DepthBlock, threads, 1);
            if (p.AStep != 1 && p.Rows > p.Columns) return Transposed(p, threads);
        }

        int blocks = (p.Depth - 1) / MaxDepthBlock + 1;
        int depthBlock = ((p.Depth - 1) / blocks + 8) & ~7;
        int columnParts = ColumnPartsFor<T>(p, threads);
        return new(ProductPath.Tiles, depthBlock, threads / columnParts, columnParts);
    }

    /// <summary>Whether a is likely to be in the second-level cache when it is read.</summary>
    public static bool FitsCache<T>(in ProductOperands<T> p)
        where T : unmanaged => (long)p.Rows * p.Depth * Unsafe.SizeOf<T>() <= CachedBytes;

    static ProductPlan Transposed<T>(in ProductOperands<T> p, int threads)
        where T : unmanaged
    {
        int depthBlock = FitsCache(p) ? CachedTransposedDepthBlock : TransposedDepthBlock;
        return new(p.Depth <= depthBlock ? ProductPath.TransposedPanels : ProductPath.TransposedTiles, depthBlock, 1, threads);
    }

    /// <summary>The grid whose largest part costs least. Every part packs its own columns of b, at about the price of two tiles a panel.</summary>
    static int ColumnPartsFor<T>(in ProductOperands<T> p, int threads)
        where T : unmanaged
    {
        int rowTiles = (p.Rows + Tile<T>.MaxRows - 1) / Tile<T>.MaxRows;
        int panels = (p.Columns + Panel<T>.MaxWidth - 1) / Panel<T>.MaxWidth;
        int best = 1;
        long bestCost = long.MaxValue;
        // And every part packs its own rows of a transposed a and looks for zeros in them, at about a fourth and a half of a tile.
        int quarters = (p.AStep != 1 ? 1 : 0) + (p.SkipZeros ? 2 : 0);
        for (int columnParts = 1; columnParts <= threads; columnParts++)
        {
            if (threads % columnParts != 0) continue;
            long cost = ((rowTiles - 1) / (threads / columnParts) + 3L) * (4 * ((panels - 1) / columnParts + 1L) + quarters);
            if (cost < bestCost) (best, bestCost) = (columnParts, cost);
        }

        return best;
    }
}
