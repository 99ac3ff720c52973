namespace Surprisal.Losses;

/// <summary>Rows that sum to 1 where raw outputs, or logarithms of probabilities, are expected.</summary>
sealed class ProbabilitiesAsLogits() : Misuse(
    "SUR002", "probabilities given as logits", "Give the loss the model's outputs from before the softmax.")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        // Errors of real numbers are at home with probabilities (they give the Brier score), and |z|/Σ|z| leaves them as they are.
        if (batch.Info.Activation == OutputActivation.AbsNormalised || (batch.Info.Activation == OutputActivation.Identity && !batch.IsHinge)) return null;
        if (!batch.ProbabilityRows.Are) return null;
        string? advice = batch.Info.Activation == OutputActivation.Exponential
            ? $"{batch.Info.Name} reads log-probabilities: give it the log-softmax of the logits, or take cross-entropy with the logits themselves." : null;
        return Found($"all {batch.Rows} rows of {batch.Classes} lie in [0, 1] and sum to 1, by {batch.ProbabilityRows.LargestGap:0.#e+0} at most", advice);
    }
}
