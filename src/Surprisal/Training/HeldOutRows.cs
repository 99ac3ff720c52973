using Surprisal.Data;

namespace Surprisal;

/// <summary>A share of a stream's rows, set aside by chance; at most 50,000, the first that chance picks.</summary>
sealed class HeldOutRows(DataEncoder encoder, double share, int seed)
{
    const int MostRows = 50_000;

    readonly List<float> _features = [], _values = [];
    readonly List<int> _classes = [];

    public int Rows { get; private set; }

    /// <summary>Takes some rows of a block out of it, and gives back the others.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="before">How many rows of the stream came before them.</param>
    public Dataset Keep(Dataset block, long before)
    {
        if (share == 0) return block;
        List<int> kept = [];
        int columns = block.Columns, width = block.Targets!.ClassNames.Count;
        for (int row = 0; row < block.Rows; row++)
        {
            if (Rows >= MostRows || Chance.Share((ulong)seed, (ulong)(before + row)) >= share)
            {
                kept.Add(row);
                continue;
            }
            _features.AddRange(block.Features.AsSpan(row * columns, columns));
            if (block.Targets.Kind == TargetKind.ClassIndex) _classes.Add(block.Targets.Classes[row]);
            else _values.AddRange(block.Targets.Values.AsSpan(row * width, width));
            Rows++;
        }
        return block.Subset([.. kept]);
    }

    /// <summary>What was taken; null for nothing.</summary>
    public Dataset? Dataset()
    {
        if (Rows == 0) return null;
        var names = encoder.Targets.ClassNames;
        return new Dataset(
            [.. _features], encoder.Features.Shape, encoder.Targets.Kind == TargetKind.ClassIndex ? new TargetSet(names, [.. _classes]) : new TargetSet(encoder.Targets.Kind, names, [.. _values]));
    }
}
