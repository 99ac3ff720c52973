namespace Surprisal.Losses;

/// <summary>A softmax with nothing to compare: its one probability is always 1 and the loss always 0.</summary>
sealed class SoftmaxOverOne() : Misuse(
    "SUR008", "softmax over one output",
    "for two classes with one output take binary-cross-entropy; otherwise give the model one output per class")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (batch.Info.Activation is not (OutputActivation.Softmax or OutputActivation.AbsNormalised) || batch.Classes != 1 || batch.Rows == 0) return null;
        if (batch.Rows == 1 && batch.Input.Targets.Length != 1) return null; // one number for many answers: another mistake
        return Found($"{batch.Info.Name} compares the outputs of a row, and logits of shape {ShapeText.Of(batch.Input.LogitShape)} have one each: p is always 1");
    }
}
