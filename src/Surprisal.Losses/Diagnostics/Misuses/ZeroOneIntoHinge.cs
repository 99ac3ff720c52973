namespace Surprisal.Losses;

/// <summary>Labels 0 and 1 where a margin multiplies by −1 or 1: a 0 switches its term off.</summary>
sealed class ZeroOneIntoHinge() : Misuse(
    "SUR009", "0/1 labels into a ±1 hinge",
    "give one class index per row, or write the labels as -1 and 1")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (!batch.IsHinge || OneHotAsIndices.AreOneHotIntegers(batch)) return null;
        if (batch.Form != TargetForm.Values && (batch.Form != TargetForm.Classes || batch.Classes != 1)) return null;
        int zeros = 0;
        foreach (double value in batch.Input.Targets)
        {
            if (value is not (0 or 1)) return null;
            if (value == 0) zeros++;
        }
        return zeros == 0 ? null : Found($"the targets are in the shape of the logits, {zeros} of them 0 and {batch.Input.Targets.Length - zeros} 1");
    }
}
