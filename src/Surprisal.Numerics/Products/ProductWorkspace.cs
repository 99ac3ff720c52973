namespace Surprisal.Numerics;

/// <summary>One worker's memory: a block of b in panels, a block of a in tiles, and a tile for the ragged right edge.</summary>
sealed unsafe class ProductWorkspace<T> : IDisposable
    where T : unmanaged
{
    /// <summary>Columns packed at a time: with 256 steps of depth half a MiB of floats, a quarter of a usual second-level cache.</summary>
    public const int ColumnBlock = 512;

    /// <summary>Rows of a that pass by one panel of b before the next panel comes.</summary>
    public const int RowBlock = 16 * Tile<T>.MaxRows;

    const int ALength = RowBlock * ProductPlan.MaxDepthBlock;
    const int BLength = ColumnBlock * ProductPlan.MaxDepthBlock;
    static readonly int s_edgeLength = Tile<T>.MaxRows * Panel<T>.MaxWidth;

    // One whole huge page: with small pages the panels alone fill the first-level table of addresses, 8 % of a product's speed.
    readonly AlignedBuffer<T> _memory = new((2 << 20) / sizeof(T));

    public T* B => _memory.Pointer;

    public T* A => B + BLength;

    public T* Edge => A + ALength;

    /// <summary>The steps that each tile of a block of rows takes, a list every <see cref="ProductPlan.MaxDepthBlock"/>.</summary>
    public int* TileSteps => (int*)(Edge + s_edgeLength);

    /// <summary>How long each tile's list is.</summary>
    public int* TileDepths => TileSteps + RowBlock / Tile<T>.MaxRows * ProductPlan.MaxDepthBlock;

    public void Dispose() => _memory.Dispose();
}
