using System.Numerics.Tensors;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Rows that are learnt from together: their features, answers and weights, in buffers that are made once.</summary>
sealed class Batch : IDisposable
{
    readonly int _columns, _classCount;
    readonly AlignedBuffer<float> _features;
    readonly int[] _classes;
    readonly float[] _values, _weights;

    /// <param name="data">What the rows are of.</param>
    /// <param name="size">How many there are at most.</param>
    /// <param name="isWeighted">Whether they carry weights.</param>
    /// <param name="isMixed">Whether answers are numbers though the data's are classes: a mixture is of no one class.</param>
    public Batch(Dataset data, int size, bool isWeighted, bool isMixed)
    {
        (_columns, _classCount, IsWeighted) = (data.Columns, data.Targets!.ClassNames.Count, isWeighted);
        _features = new AlignedBuffer<float>(checked(size * _columns));
        bool areClasses = data.Targets.Kind == TargetKind.ClassIndex && !isMixed;
        _classes = new int[areClasses ? size : 0];
        _values = new float[areClasses ? 0 : checked(size * _classCount)];
        _weights = new float[isWeighted ? size : 0];
    }

    public int Rows { get; private set; }

    public bool IsWeighted { get; }

    public ReadOnlyMatrixSpan<float> Features => new(_features.Span, Rows, _columns);

    public Targets<float> Targets => _classes.Length > 0 ? (ReadOnlySpan<int>)_classes.AsSpan(0, Rows) : (ReadOnlySpan<float>)_values.AsSpan(0, Rows * _classCount);

    /// <summary>One for each row; empty where all count once.</summary>
    public ReadOnlySpan<float> Weights => IsWeighted ? _weights.AsSpan(0, Rows) : default;

    public void Resize(int rows) => Rows = rows;

    public Span<float> FeaturesOf(int row) => _features.Span.Slice(row * _columns, _columns);

    /// <summary>A row's answer, where answers are numbers.</summary>
    public Span<float> Answer(int row) => _values.AsSpan(row * _classCount, _classCount);

    /// <summary>Writes a row's answer as numbers; a class is all 0 but for a 1.</summary>
    public void CopyAnswer(int row, Span<float> destination)
    {
        if (_classes.Length == 0)
        {
            Answer(row).CopyTo(destination);
            return;
        }
        destination.Clear();
        destination[_classes[row]] = 1;
    }

    /// <summary>Adds a share of a row's answer, in numbers.</summary>
    public void AddAnswer(int row, float share, Span<float> sums)
    {
        if (_classes.Length == 0) TensorPrimitives.MultiplyAdd(Answer(row), share, sums, sums);
        else sums[_classes[row]] += share;
    }

    public void SetWeight(int row, float weight) => _weights[row] = weight;

    /// <summary>Takes the answer and the weight of a row of the data.</summary>
    public void TakeAnswer(int row, Dataset data, int from)
    {
        if (_classes.Length > 0) _classes[row] = data.Targets!.Classes[from];
        else data.Targets!.Values.AsSpan(from * _classCount, _classCount).CopyTo(Answer(row));
        if (IsWeighted) _weights[row] = data.RowWeights![from];
    }

    public void Dispose() => _features.Dispose();
}
