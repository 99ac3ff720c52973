namespace Surprisal.Losses;

/// <summary>A model that ends in a softmax, into a loss that begins with one. The loss still falls, but never out of an interval of one nat.</summary>
sealed class SoftmaxTwice() : Misuse(
    "SUR001", "softmax applied twice",
    "remove the softmax from the end of the model: the loss applies its own")
{
    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (batch.Info.Activation != OutputActivation.Softmax || !batch.ProbabilityRows.Are) return null;
        // Of all p in the simplex the vertices cost least and most: 1 or 0 for the true class, with the rest elsewhere.
        double highest = Math.Log(Math.E + batch.Classes - 1), lowest = highest - 1;
        double mean = RowLoss.Mean(batch).Mean;
        return Found($"the outputs have been through a softmax: over {batch.Classes} classes the loss cannot leave {lowest:0.####} … {highest:0.####}, and is {mean:0.####}");
    }
}
