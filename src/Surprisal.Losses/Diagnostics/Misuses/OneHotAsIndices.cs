namespace Surprisal.Losses;

/// <summary>An integer 0 or 1 per logit where one class index per row is expected.</summary>
sealed class OneHotAsIndices() : Misuse(
    "SUR004", "one-hot integers where class indices are expected",
    "give the index of the 1 in each row (argmax along the class axis), or floats where the loss takes shares")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (!AreOneHotIntegers(batch)) return null;
        return Found($"the targets are integers in the shape of the logits: all {batch.Rows} rows hold one 1 and {batch.Classes - 1} zeros");
    }

    /// <summary>Whether the loss wants classes and got integer rows with one 1 each.</summary>
    internal static bool AreOneHotIntegers(DiagnosticBatch batch)
    {
        if (!batch.Takes(TargetKinds.ClassIndex) || batch.Takes(TargetKinds.Binary | TargetKinds.Real)) return false;
        if (batch.Form != TargetForm.Values || batch.Classes < 2 || batch.Rows == 0) return false;
        // 1.0 is a share, and a proper one for a loss that takes distributions.
        if (!batch.Input.TargetsAreWhole && (batch.Takes(TargetKinds.Distribution) || batch.IsHinge)) return false;
        for (int row = 0; row < batch.Rows; row++)
        {
            int ones = 0;
            for (int k = 0; k < batch.Classes; k++)
            {
                double value = batch.Value(row, k);
                if (value is not (0 or 1)) return false;
                ones += (int)value;
            }
            if (ones != 1) return false;
        }
        return true;
    }
}
