using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>The products of one precision: shares each among the workers of a pool and keeps their memory from call to call.</summary>
sealed unsafe class ProductRun<T> : IDisposable
    where T : unmanaged, INumberBase<T>
{
    readonly WorkerPool _pool;
    readonly Action<int> _runPart;
    readonly ProductWorkspace<T>?[] _workspaces;
    AlignedBuffer<T>? _transposed;
    AlignedBuffer<T>? _addend;
    ProductOperands<T> _operands;
    ProductPlan _plan;

    public ProductRun(WorkerPool pool)
    {
        _pool = pool;
        _workspaces = new ProductWorkspace<T>?[pool.Threads];
        _runPart = RunPart;
    }

    public void Multiply(ReadOnlyMatrixSpan<T> a, ReadOnlyMatrixSpan<T> b, MatrixSpan<T> result, bool transposeA, bool transposeB, bool accumulate, bool skipZeros)
    {
        var shape = ProductShape.Checked(a, b, result, transposeA, transposeB);
        if (shape.Rows == 0 || shape.Columns == 0) return;
        if (shape.Depth == 0)
        {
            if (!accumulate) result.Values.Clear();
            return;
        }

        fixed (T* aStart = a.Values, bStart = b.Values, resultStart = result.Values)
        {
            Multiply(new ProductOperands<T>
            {
                A = aStart,
                AStride = transposeA ? 1 : a.Columns,
                AStep = transposeA ? a.Columns : 1,
                B = bStart,
                BStride = transposeB ? b.Columns : 1,
                BStep = transposeB ? 1 : b.Columns,
                C = resultStart,
                CStride = result.Columns,
                Rows = shape.Rows,
                Columns = shape.Columns,
                Depth = shape.Depth,
                Accumulate = accumulate,
                SkipZeros = skipZeros,
            });
        }
    }

    public void Dispose()
    {
        foreach (var workspace in _workspaces) workspace?.Dispose();
        _transposed?.Dispose();
        _addend?.Dispose();
    }

    void Multiply(in ProductOperands<T> operands)
    {
        _operands = operands;
        _plan = ProductPlan.For(operands, _pool.Threads);
        int parts = _plan.RowParts * _plan.ColumnParts;
        for (int part = 0; part < parts; part++) _workspaces[part] ??= new ProductWorkspace<T>();
        if (_plan.Path == ProductPath.TransposedTiles)
        {
            int size = checked(operands.Rows * operands.Columns);
            Reserve(ref _transposed, size);
            if (operands.Accumulate) Reserve(ref _addend, size);
        }

        _pool.Run(parts, _runPart);
        // Without this the collector may see the last use of the buffers' owner before the last use of the buffers.
        GC.KeepAlive(this);
    }

    static void Reserve(ref AlignedBuffer<T>? buffer, int size)
    {
        if (buffer is not null && buffer.Length >= size) return;
        buffer?.Dispose();
        buffer = new AlignedBuffer<T>(size);
    }

    void RunPart(int part)
    {
        var workspace = _workspaces[part]!;
        var rows = Strip.Share(_operands.Rows, Tile<T>.MaxRows, part / _plan.ColumnParts, _plan.RowParts);
        var columns = Strip.Share(_operands.Columns, Panel<T>.MaxWidth, part % _plan.ColumnParts, _plan.ColumnParts);
        if (_plan.Path == ProductPath.Dots) DotProduct.Run(_operands.Part(rows, columns), workspace);
        else if (_plan.Path == ProductPath.Tiles) new TiledProduct<T>(_operands.Part(rows, columns), workspace, _plan.DepthBlock).Run();
        else
        {
            // The workers share the rows of the result, which are the columns of its transpose.
            rows = Strip.Share(_operands.Rows, Panel<T>.MaxWidth, part, _plan.ColumnParts);
            if (_plan.Path == ProductPath.TransposedPanels) TransposedPanels.Run(_operands.Part(rows, new Strip(0, _operands.Columns)), workspace);
            else if (rows.Count > 0) RunTransposed(rows, workspace);
        }
    }

    void RunTransposed(Strip rows, ProductWorkspace<T> workspace)
    {
        var transposed = _operands.Transposed(_transposed!.Pointer);
        new TiledProduct<T>(transposed.Part(new Strip(0, transposed.Rows), rows), workspace, _plan.DepthBlock).Run();

        int columns = _operands.Columns;
        T* result = _operands.C + rows.Start * _operands.CStride;
        T* destination = _operands.Accumulate ? _addend!.Pointer + rows.Start * columns : result;
        Transposition.Copy(transposed.C + rows.Start, transposed.CStride, destination, columns, columns, rows.Count);
        if (_operands.Accumulate) Add(result, destination, rows.Count * columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(T* result, T* addend, int count)
    {
        int i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count) (Vector.Load(result + i) + Vector.Load(addend + i)).Store(result + i);
        for (; i < count; i++) result[i] += addend[i];
    }
}
