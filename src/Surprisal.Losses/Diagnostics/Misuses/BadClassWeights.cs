namespace Surprisal.Losses;

/// <summary>Weights that drop a class, reward mistakes, or belong to another number of classes.</summary>
sealed class BadClassWeights() : Misuse(
    "SUR014", "class weights of the wrong length, zero or negative",
    "give one positive weight per class, in the order of the logits")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        IReadOnlyList<double>? weights = batch.Input.ClassWeights ?? batch.Input.Loss.ClassWeights;
        if (weights is null) return null;
        if (weights.Count != batch.Classes) return Found($"{weights.Count} class weights for {batch.Classes} classes");
        for (int k = 0; k < weights.Count; k++)
            if (!(weights[k] > 0 && double.IsFinite(weights[k]))) return Found($"the weight of class {k} is {weights[k]}");
        return null;
    }
}
