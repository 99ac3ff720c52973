namespace Surprisal.Losses;

/// <summary>Nothing left to learn from: the mean is NaN.</summary>
sealed class EveryTargetIgnored() : Misuse(
    "SUR013", "every target ignored",
    "check the ignore index and the labels: the mean loss of no rows is NaN")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (batch.Form != TargetForm.Classes || batch.Rows == 0) return null;
        for (int row = 0; row < batch.Rows; row++)
            if (!batch.IsIgnored(row)) return null;
        return Found($"all {batch.Rows} targets are {batch.IgnoreIndex}, the ignore index");
    }
}
