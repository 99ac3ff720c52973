using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Gathers answers batch by batch, and examines them at the end: an even sample of rows that never grows beyond some megabytes.</summary>
public sealed class TargetDiagnostics
{
    readonly Loss? _loss;
    readonly List<TargetSet> _parts = [];
    int _kept;
    long _rows;
    long _step = 1;

    /// <summary>An examination of what is to be predicted by a classifier.</summary>
    public TargetDiagnostics(Classifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        _loss = ClassifierDiagnostics.LossOf(classifier);
    }

    /// <summary>Takes the answers of one batch in; all of them are known.</summary>
    public void Add(Dataset batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var targets = batch.Targets!;
        _parts.Add(targets.Subset(Every(_step, from: (_step - _rows % _step) % _step, targets.Rows)));
        _kept += _parts[^1].Rows;
        _rows += targets.Rows;
        int width = targets.Kind == TargetKind.ClassIndex ? 1 : targets.ClassNames.Count;
        while ((long)_kept * width > ClassifierDiagnostics.MostNumbers && _kept > 1) Thin();
    }

    /// <summary>What is wrong with the answers; nothing is an empty list.</summary>
    public IReadOnlyList<Finding> Findings() => _loss is null || _kept == 0 ? [] : LossDiagnostics.Examine(ClassifierDiagnostics.Input(_loss, Joined(), logits: null));

    // Every second row of those kept: the sample stays even over all that has come.
    void Thin()
    {
        var all = Joined();
        _parts.Clear();
        _parts.Add(all.Subset(Every(2, from: 0, all.Rows)));
        _kept = _parts[0].Rows;
        _step *= 2;
    }

    TargetSet Joined()
    {
        var first = _parts[0];
        return first.Kind == TargetKind.ClassIndex
            ? new TargetSet(first.ClassNames, [.. _parts.SelectMany(p => p.Classes)])
            : new TargetSet(first.Kind, first.ClassNames, [.. _parts.SelectMany(p => p.Values)]);
    }

    static int[] Every(long step, long from, int rows)
    {
        List<int> kept = [];
        for (long row = from; row < rows; row += step) kept.Add((int)row);
        return [.. kept];
    }
}
