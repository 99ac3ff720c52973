namespace Surprisal.Losses;

/// <summary>Classes numbered 1 to C where 0 to C − 1 are expected.</summary>
sealed class LabelsFromOne() : Misuse(
    "SUR005", "labels that start at 1",
    "subtract 1 from every label: classes are counted from 0")
{
    internal override Finding? Find(DiagnosticBatch batch) =>
        batch.Form == TargetForm.Classes && batch.Classes > 1 ? FindClasses(batch)
            : batch.Form == TargetForm.Values && batch.IsBinary ? FindBinary(batch)
            : null;

    Finding? FindClasses(DiagnosticBatch batch)
    {
        int highest = 0, first = -1;
        for (int row = 0; row < batch.Rows; row++)
        {
            double label = batch.Label(row);
            if (batch.IsIgnored(row) || UndeclaredIgnoreIndex.IsMarker(label, batch.Classes)) continue;
            if (!(label >= 1 && label <= batch.Classes) || label != Math.Floor(label)) return null;
            highest++;
            if (label == batch.Classes) first = first < 0 ? row : first;
        }
        // Only a label C proves it: without one, class 0 may just be rare.
        return first < 0 ? null
            : Found($"no label of {highest} is 0, and {batch.Place(first)} has {batch.Classes} where {batch.Classes - 1} is the last of {batch.Classes} classes");
    }

    Finding? FindBinary(DiagnosticBatch batch)
    {
        int twos = 0, ones = 0, first = -1;
        for (int row = 0; row < batch.Rows; row++)
        {
            for (int k = 0; k < batch.Classes; k++)
            {
                double value = batch.Value(row, k);
                if (value == 1) ones++;
                else if (value != 2) return null;
                else if (twos++ == 0) first = row;
            }
        }
        return twos == 0 ? null : Found($"{ones} targets are 1 and {twos} are 2, the first at {batch.Place(first)}; {batch.Info.Name} expects 0 and 1");
    }
}
