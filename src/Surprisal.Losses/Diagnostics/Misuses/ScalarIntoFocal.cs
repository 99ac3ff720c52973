namespace Surprisal.Losses;

/// <summary>A mean over the batch, into a loss that weighs each row by how easy it is: of an average there is nothing to weigh.</summary>
sealed class ScalarIntoFocal() : Misuse(
    "SUR018", "scalar (already averaged) input to focal",
    "give the logits of every row: focal loss weighs rows one by one and averages afterwards")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (batch.Info.Name is not ("focal" or "binary-focal") || batch.LogitCount != 1) return null;
        // [1] with one answer is a batch of one row; a number without any shape is the result of a reduction.
        if (batch.Input.Targets.Length == 1 && (batch.Input.LogitShape.Length > 0 || batch.IsBinary)) return null;
        return Found($"one number ({batch.Logit(0, 0)}) for {batch.Input.Targets.Length} targets");
    }
}
