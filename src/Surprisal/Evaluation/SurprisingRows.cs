using System.Globalization;
using Surprisal.Data;

namespace Surprisal;

/// <summary>Keeps, while batches are evaluated, the rows that surprised a classifier most: wrong labels and hard cases are found there first.</summary>
public sealed class SurprisingRows
{
    const int MostShares = 3;

    readonly Classifier _classifier;
    readonly int _most;

    // The least surprising of those kept first; of equals the last one, so that the first stays.
    readonly PriorityQueue<SurprisingRow, (double Surprisal, long Order)> _kept = new();
    long _seen;

    /// <summary>An empty collection.</summary>
    /// <param name="classifier">Whose predictions will come.</param>
    /// <param name="most">How many rows to keep, at least 1.</param>
    public SurprisingRows(Classifier classifier, int most)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (_classifier, _most) = (classifier, most);
    }

    /// <summary>Takes one batch in.</summary>
    public void Add(EvaluatedBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Predictions.Surprisal is not { } surprisal) return;
        for (int row = 0; row < surprisal.Count; row++, _seen++)
        {
            if (double.IsNaN(surprisal[row])) continue; // its answer is not known
            var order = (surprisal[row], -_seen);
            if (_kept.Count == _most)
            {
                if (_kept.TryPeek(out _, out var least) && order.CompareTo(least) <= 0) continue;
                _kept.Dequeue();
            }

            _kept.Enqueue(Describe(batch, row, surprisal[row]), order);
        }
    }

    /// <summary>The rows, the most surprising first.</summary>
    public IReadOnlyList<SurprisingRow> Rows =>
        [.. _kept.UnorderedItems.OrderByDescending(kept => kept.Priority).Select(kept => kept.Element)];

    SurprisingRow Describe(EvaluatedBatch batch, int row, double surprisal)
    {
        var probabilities = batch.Predictions.Probabilities[row];
        string predicted = _classifier.Decode(probabilities);
        bool isLabels = _classifier.TargetKind == TargetKind.MultiLabel;
        return new(
            batch.Examples.Place(row), surprisal, Truth(batch.Examples.Targets!, row), predicted.Length == 0 && isLabels ? "none" : predicted,
            isLabels ? null : probabilities[_classifier.Decision.Class(probabilities)], batch.Table is null ? [] : Cells(batch.Table, row), batch.Table?.PictureOf(row));
    }

    List<(string Column, string Text)> Cells(DataTable table, int row)
    {
        var targets = _classifier.Encoder.Targets.Columns;
        return [.. table.Columns.Where(column => !targets.Contains(column.Name)).Select(column => (column.Name, column[row]))];
    }

    static string Truth(TargetSet targets, int row)
    {
        var names = targets.ClassNames;
        if (targets.Kind == TargetKind.ClassIndex) return names[targets.Classes[row]];
        var values = Enumerable.Range(0, names.Count).Select(k => (Name: names[k], Value: targets.Values[row * names.Count + k])).ToArray();
        if (targets.Kind == TargetKind.MultiLabel)
            return values.Any(v => v.Value > 0) ? string.Join('|', values.Where(v => v.Value > 0).Select(v => v.Name)) : "none";
        var shares = values.Where(v => v.Value > 0).OrderByDescending(v => v.Value).ToArray();
        return string.Join(", ", shares.Take(MostShares).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Name} {v.Value:0.00}"))) + (shares.Length > MostShares ? ", …" : "");
    }
}
