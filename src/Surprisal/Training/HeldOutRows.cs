using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Surprisal.Data;

namespace Surprisal;

/// <summary>A share of a stream's rows, set aside by chance; at most 50,000, the first that chance picks.</summary>
sealed class HeldOutRows(DataEncoder encoder, double share, int seed)
{
    const int MostRows = 50_000;

    readonly List<Dataset> _taken = [];
    readonly List<int> _kept = [], _takenOut = [];

    public int Rows { get; private set; }

    /// <summary>Takes some rows of a block out of it, and gives back the others, encoded.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="before">How many rows of the stream came before them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Dataset Keep(DataTable block, long before)
    {
        _kept.Clear();
        _takenOut.Clear();
        for (int row = 0; row < block.Rows; row++)
        {
            bool isTaken = share > 0 && Rows + _takenOut.Count < MostRows && Chance.Share((ulong)seed, (ulong)(before + row)) < share;
            (isTaken ? _takenOut : _kept).Add(row);
        }
        if (_takenOut.Count > 0) _taken.Add(Encoded(block, _takenOut));
        Rows += _takenOut.Count;
        return Encoded(block, _kept);
    }

    /// <summary>What was taken; null for nothing.</summary>
    public Dataset? Dataset()
    {
        if (Rows == 0) return null;
        var names = encoder.Targets.ClassNames;
        var targets = encoder.Targets.Kind == TargetKind.ClassIndex
            ? new TargetSet(names, Joined(block => block.Targets!.Classes))
            : new TargetSet(encoder.Targets.Kind, names, Joined(block => block.Targets!.Values));
        return new Dataset(Joined(block => block.Features), encoder.Features.Shape, targets);
    }

    Dataset Encoded(DataTable block, List<int> rows) => encoder.Encode(block, CollectionsMarshal.AsSpan(rows), Truth.Required);

    T[] Joined<T>(Func<Dataset, T[]> partOf)
    {
        var parts = _taken.ConvertAll(block => partOf(block));
        T[] joined = new T[parts.Sum(part => part.Length)];
        int start = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined, start);
            start += part.Length;
        }
        return joined;
    }
}
