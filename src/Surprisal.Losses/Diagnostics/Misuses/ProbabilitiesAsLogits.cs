namespace Surprisal.Losses;

/// <summary>Rows that sum to 1 where raw outputs are expected.</summary>
sealed class ProbabilitiesAsLogits() : Misuse(
    "SUR002", "probabilities given as logits",
    "give the loss the model's raw outputs, before softmax")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        bool takesLogits = batch.IsBinary || batch.IsHinge || batch.Info.Activation == OutputActivation.Softmax;
        if (!takesLogits || !batch.ProbabilityRows.Are) return null;
        return Found($"all {batch.Rows} rows of {batch.Classes} lie in [0, 1] and sum to 1, by {batch.ProbabilityRows.LargestGap:0.#e+0} at most");
    }
}
