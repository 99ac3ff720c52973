using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Collects the rows of a batch in one block of memory, where the products want them.</summary>
sealed class BatchReader : IDisposable
{
    const int RowsPerPart = 16;

    readonly Dataset _data;
    readonly WorkerPool _pool;
    readonly AlignedBuffer<float> _features;
    readonly int[] _classes;
    readonly float[] _values;
    readonly int _width;
    readonly Action<int> _copyPart;
    readonly int[] _order;
    int _start, _rows;

    public BatchReader(Dataset data, int batchSize, WorkerPool pool)
    {
        var targets = data.Targets!;
        _data = data;
        _pool = pool;
        BatchSize = Math.Min(batchSize, data.Rows);
        Batches = (data.Rows + BatchSize - 1) / BatchSize;
        _features = new AlignedBuffer<float>(checked(BatchSize * data.Columns));
        _width = targets.ClassNames.Count;
        _classes = targets.Kind == TargetKind.ClassIndex ? new int[BatchSize] : [];
        _values = targets.Kind == TargetKind.ClassIndex ? [] : new float[checked(BatchSize * _width)];
        _order = new int[data.Rows];
        for (int row = 0; row < _order.Length; row++) _order[row] = row;
        _copyPart = CopyPart;
    }

    /// <summary>Rows in each batch but the last, which may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>How many batches the rows make.</summary>
    public int Batches { get; }

    /// <summary>The features of the batch.</summary>
    public ReadOnlyMatrixSpan<float> Features => new(_features.Span, _rows, _data.Columns);

    /// <summary>Its answers.</summary>
    public Targets<float> Targets => _classes.Length > 0
        ? (ReadOnlySpan<int>)_classes.AsSpan(0, _rows)
        : (ReadOnlySpan<float>)_values.AsSpan(0, _rows * _width);

    /// <summary>Puts all rows in another order.</summary>
    public void Shuffle(Random random) => random.Shuffle(_order);

    /// <summary>Collects a batch.</summary>
    public void Read(int batch)
    {
        _start = batch * BatchSize;
        _rows = Math.Min(BatchSize, _order.Length - _start);
        _pool.Run((_rows + RowsPerPart - 1) / RowsPerPart, _copyPart);
    }

    public void Dispose() => _features.Dispose();

    void CopyPart(int part)
    {
        int end = Math.Min(_rows, (part + 1) * RowsPerPart), columns = _data.Columns;
        var targets = _data.Targets!;
        for (int i = part * RowsPerPart; i < end; i++)
        {
            int row = _order[_start + i];
            _data.Features.AsSpan(row * columns, columns).CopyTo(_features.Span[(i * columns)..]);
            if (_classes.Length > 0) _classes[i] = targets.Classes[row];
            else targets.Values.AsSpan(row * _width, _width).CopyTo(_values.AsSpan(i * _width));
        }
    }
}
