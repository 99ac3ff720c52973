namespace Surprisal.Losses;

/// <summary>Outputs of a model that has diverged.</summary>
sealed class NonFiniteLogits() : Misuse(
    "SUR012", "NaN or infinite logits",
    "look for a division by 0, a logarithm of 0 or extreme features; try a smaller learning rate")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (!batch.HasLogits) return null;
        int count = 0, firstRow = 0, firstColumn = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            if (batch.IsIgnored(row)) continue;
            for (int k = 0; k < batch.Classes; k++)
            {
                double logit = batch.Logit(row, k);
                if (double.IsFinite(logit) || (double.IsNegativeInfinity(logit) && IsMask(batch, row, k))) continue;
                if (count++ == 0) (firstRow, firstColumn) = (row, k);
            }
        }
        return count == 0 ? null
            : Found($"{count} of {batch.LogitCount} logits are not finite, the first at {batch.Place(firstRow, firstColumn)}: {batch.Logit(firstRow, firstColumn)}");
    }

    // −∞ for a class that cannot be is how classes are masked, and costs nothing where no target lies on it.
    static bool IsMask(DiagnosticBatch batch, int row, int k)
    {
        if (batch.Info.Activation is not (OutputActivation.Softmax or OutputActivation.Exponential) || batch.Input.Loss.LabelSmoothing > 0) return false;
        return batch.Form switch
        {
            TargetForm.Classes => batch.HasClass(row, out int y) && y != k,
            TargetForm.Values => batch.Value(row, k) == 0,
            _ => false,
        };
    }
}
