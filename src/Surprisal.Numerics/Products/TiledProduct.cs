using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>
/// A product, or one worker's part of it, in cache-sized blocks: a block of b is packed into panels, blocks of rows of a pass
/// by each panel in turn. Row-major a is read where it lies; only a transposed a is packed. Every block of depth is summed
/// from zero and then added to the result, in order.
/// </summary>
unsafe ref struct TiledProduct<T>(in ProductOperands<T> operands, ProductWorkspace<T> workspace, int depthBlock)
    where T : unmanaged
{
    // Looking for zeros costs a tile about half of what one panel does: where an eighth of the first tile's steps or less could go, the others are not looked at.
    const int LeastZeros = 8;

    // A panel that at most three rows of tiles pass by is not worth packing.
    const int RowsWorthPacking = 3 * Tile<T>.MaxRows;

    readonly ProductOperands<T> _operands = operands;
    readonly T* _packedA = workspace.A;
    readonly T* _packedB = workspace.B;
    readonly T* _edge = workspace.Edge;
    readonly int* _tileSteps = workspace.TileSteps;
    readonly int* _tileDepths = workspace.TileDepths;
    readonly bool _direct = operands.BStride == 1 && operands.Rows <= RowsWorthPacking;
    Tile<T> _tile;
    int _columns;
    int _depth;
    bool _moreDepth;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run()
    {
        for (int column = 0; column < _operands.Columns; column += ProductWorkspace<T>.ColumnBlock)
        {
            _columns = Math.Min(ProductWorkspace<T>.ColumnBlock, _operands.Columns - column);
            for (int depth = 0; depth < _operands.Depth; depth += depthBlock)
            {
                _depth = Math.Min(depthBlock, _operands.Depth - depth);
                _moreDepth = depth + depthBlock < _operands.Depth;
                _tile.Accumulate = _operands.Accumulate || depth > 0;
                T* b = _operands.B + column * _operands.BStride + depth * _operands.BStep;
                PackB(b);
                for (int row = 0; row < _operands.Rows; row += ProductWorkspace<T>.RowBlock)
                    Block(row, b, _operands.A + row * _operands.AStride + depth * _operands.AStep, _operands.C + row * _operands.CStride + column);
            }
        }
    }

    readonly void PackB(T* b)
    {
        int wide = _columns / Panel<T>.MaxWidth;
        if (_operands.BStride == 1)
        {
            if (!_direct) Packing.WidePanels(b, _operands.BStep, _depth, wide, _packedB);
        }
        else
        {
            for (int j = 0; j < wide; j++) PackOne(b, j * Panel<T>.MaxWidth, Panel<T>.MaxWidth);
        }

        int rest = _columns - wide * Panel<T>.MaxWidth;
        if (rest > 0 && !(_direct && rest == Panel<T>.Width(rest))) PackOne(b, wide * Panel<T>.MaxWidth, Panel<T>.Width(rest));
    }

    readonly void PackOne(T* b, int column, int width) => Packing.OnePanel(
        b + column * _operands.BStride, _operands.BStep, _operands.BStride, _depth, Math.Min(width, _columns - column),
        _packedB + (nint)column * _depth, width);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Block(int row, T* b, T* a, T* c)
    {
        int rows = Math.Min(ProductWorkspace<T>.RowBlock, _operands.Rows - row);
        nint nextTile = Tile<T>.MaxRows * _operands.AStride;
        (_tile.AStride, _tile.AStep) = (_operands.AStride, _operands.AStep);
        if (_operands.AStep != 1 && !_direct)
        {
            Packing.Tiles(a, _operands.AStep, _depth, rows, _packedA);
            (nextTile, _tile.AStride, _tile.AStep) = (Tile<T>.MaxRows * _depth, 1, Tile<T>.MaxRows);
            a = _packedA;
        }

        _tile.Depth = _depth;
        _tile.Steps = null;
        bool hasZeros = _operands.SkipZeros && FindSteps(a, nextTile, rows);
        for (int column = 0, width; column < _columns; column += width)
        {
            width = Panel<T>.Width(_columns - column);
            bool inPlace = _direct && _columns - column >= width;
            _tile.B = inPlace ? b + column : _packedB + (nint)column * _depth;
            _tile.BStep = inPlace ? _operands.BStep : width;
            _tile.A = a;
            for (int i = 0; i < rows; i += Tile<T>.MaxRows, _tile.A += nextTile)
            {
                // The first tile to pass by a panel in place fetches what the next block of depth will need.
                _tile.Ahead = inPlace && i == 0 && _moreDepth ? _depth * _tile.BStep : 0;
                _tile.Rows = Math.Min(Tile<T>.MaxRows, rows - i);
                if (hasZeros) TakeSteps(i / Tile<T>.MaxRows);
                Multiply(c + i * _operands.CStride + column, width, _columns - column);
            }
        }
    }

    /// <summary>Lists the steps of each tile of a block of rows; false when the first tile has hardly any to leave out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool FindSteps(T* a, nint nextTile, int rows)
    {
        _tile.A = a;
        for (int i = 0, tile = 0; i < rows; i += Tile<T>.MaxRows, tile++, _tile.A += nextTile)
        {
            _tile.Rows = Math.Min(Tile<T>.MaxRows, rows - i);
            _tileDepths[tile] = NonZeroSteps.Find(_tile, _tileSteps + tile * ProductPlan.MaxDepthBlock);
            if (i == 0 && LeastZeros * (_depth - _tileDepths[tile]) <= _depth) return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void TakeSteps(int tile)
    {
        _tile.Depth = _tileDepths[tile];
        _tile.Steps = _tileSteps + tile * ProductPlan.MaxDepthBlock;
    }

    /// <summary>One tile. At the ragged right edge it works on a copy: same kernel, so same bits, and nothing outside is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Multiply(T* c, int width, int columns)
    {
        bool ragged = columns < width;
        _tile.C = ragged ? _edge : c;
        _tile.CStride = ragged ? width : _operands.CStride;
        if (ragged && _tile.Accumulate) CopyRows(c, _operands.CStride, _edge, width, columns);
        Panel<T>.Multiply(_tile, width);
        if (ragged) CopyRows(_edge, width, c, _operands.CStride, columns);
    }

    readonly void CopyRows(T* source, nint sourceStride, T* destination, nint destinationStride, int columns)
    {
        for (int i = 0; i < _tile.Rows; i++)
            new ReadOnlySpan<T>(source + i * sourceStride, columns).CopyTo(new Span<T>(destination + i * destinationStride, columns));
    }
}
