using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The training rows in a new order every epoch, gathered batch by batch into one buffer.</summary>
sealed class Batches(Dataset data, int size, int seed) : IDisposable
{
    readonly int[] _order = [.. Enumerable.Range(0, data.Rows)];
    readonly int[] _classes = new int[size];
    readonly float[] _values = new float[data.Targets!.Kind == TargetKind.ClassIndex ? 0 : checked(size * data.Targets.ClassNames.Count)];
    readonly AlignedBuffer<float> _features = new(checked(size * data.Columns));
    int _rows;

    public int Count => (data.Rows + size - 1) / size;

    public ReadOnlyMatrixSpan<float> Features => new(_features.Span, _rows, data.Columns);

    public Targets<float> Targets => data.Targets!.Kind == TargetKind.ClassIndex
        ? (ReadOnlySpan<int>)_classes.AsSpan(0, _rows)
        : (ReadOnlySpan<float>)_values.AsSpan(0, _rows * data.Targets.ClassNames.Count);

    /// <summary>Begins an epoch: its order follows from the seed and its number alone, so that a resumed run finds it again.</summary>
    public void Begin(int epoch)
    {
        for (int row = 0; row < _order.Length; row++) _order[row] = row;
        new Random((int)Chance.Mixed((ulong)seed, (ulong)epoch)).Shuffle(_order);
    }

    public void Gather(int batch)
    {
        var rows = _order.AsSpan(batch * size, Math.Min(size, data.Rows - batch * size));
        _rows = rows.Length;
        var targets = data.Targets!;
        int columns = data.Columns, width = targets.ClassNames.Count;
        var features = _features.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            data.Features.AsSpan(rows[i] * columns, columns).CopyTo(features[(i * columns)..]);
            if (targets.Kind == TargetKind.ClassIndex) _classes[i] = targets.Classes[rows[i]];
            else targets.Values.AsSpan(rows[i] * width, width).CopyTo(_values.AsSpan(i * width));
        }
    }

    /// <summary>Where a row of a batch came from, as errors name it.</summary>
    public string Place(int batch, int row) => data.Place(_order[batch * size + row]);

    public void Dispose() => _features.Dispose();
}
