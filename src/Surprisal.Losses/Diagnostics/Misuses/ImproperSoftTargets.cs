namespace Surprisal.Losses;

/// <summary>Shares of the classes that are no distribution.</summary>
sealed class ImproperSoftTargets() : Misuse(
    "SUR007", "soft targets that do not sum to 1, or are negative",
    "divide each row by its sum; if several labels can hold at once, take binary-cross-entropy")
{
    // Float16 rounds a sum of shares by 5e-4 at most, and three decimals are usual in files.
    const double SumTolerance = 1e-3;

    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (batch.Form != TargetForm.Values || batch.Takes(TargetKinds.Real)) return null;
        return batch.Takes(TargetKinds.Distribution) ? FindDistribution(batch) : batch.IsBinary ? FindBinary(batch) : null;
    }

    Finding? FindDistribution(DiagnosticBatch batch)
    {
        int improper = 0, first = 0;
        double firstSum = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            double sum = 0;
            for (int k = 0; k < batch.Classes; k++)
            {
                double value = batch.Value(row, k);
                if (!(value >= -SumTolerance))
                    return Found($"the target at {batch.Place(row, k)} is {value}", "a share of a class is not negative: look for logits or missing values among the targets");
                sum += value;
            }
            // Written so that NaN counts.
            if (Math.Abs(sum - 1) <= SumTolerance) continue;
            if (improper++ == 0) (first, firstSum) = (row, sum);
        }
        return improper == 0 ? null
            : Found($"{improper} of {batch.Rows} rows of soft targets do not sum to 1: {batch.Place(first)} sums to {firstSum:0.####}");
    }

    Finding? FindBinary(DiagnosticBatch batch)
    {
        int improper = 0, firstRow = 0, firstColumn = 0;
        bool areFromOne = true;
        for (int row = 0; row < batch.Rows; row++)
        {
            for (int k = 0; k < batch.Classes; k++)
            {
                double value = batch.Value(row, k);
                areFromOne &= value is 1 or 2;
                if (value is >= 0 and <= 1 || UndeclaredIgnoreIndex.IsMarker(value, batch.Classes)) continue;
                if (improper++ == 0) (firstRow, firstColumn) = (row, k);
            }
        }
        if (improper == 0 || areFromOne) return null;
        return Found(
            $"{improper} targets lie outside [0, 1], the first at {batch.Place(firstRow, firstColumn)}: {batch.Value(firstRow, firstColumn)}",
            $"{batch.Info.Name} expects 0, 1 or a probability between them");
    }
}
