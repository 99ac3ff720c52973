namespace Surprisal.Losses;

/// <summary>A model that ends in a sigmoid, into a loss that has its own: the probabilities it can express shrink to ½ … 0.73.</summary>
sealed class SigmoidOutputs() : Misuse(
    "SUR010", "sigmoid outputs into a loss on logits",
    "remove the sigmoid from the end of the model: the loss applies its own")
{
    // A third of standard normal logits lies in [0, 1]: all of 16 do once in thirty million batches.
    const int FewestLogits = 16;

    // Without help from the targets more is asked for. Logits of a weak but healthy model can lie in [0, 1] too (0.4 each says 60 %), but close together:
    // numbers that spread as far as this and still stop at 0 and 1 have been squashed.
    const int ManyLogits = 24, ManyRowLogits = 256;
    const double WideSpread = 0.15;

    // Standard errors by which reading them as probabilities must explain the targets better.
    const double Significant = 4;

    internal override Finding? Find(DiagnosticBatch batch)
    {
        bool isSoftmax = batch.Info.Activation == OutputActivation.Softmax && batch.Classes > 1;
        if (!(batch.IsBinary || isSoftmax) || batch.LogitCount < FewestLogits || batch.ProbabilityRows.Are) return null;
        var values = new Estimate.Tally();
        foreach (double value in batch.Input.Logits!)
        {
            if (!(value >= 0 && value <= 1)) return null;
            values.Add(value);
        }
        var all = values.Result();
        double spread = all.StandardError * Math.Sqrt(all.Count);
        bool areSquashed = spread >= WideSpread && all.Count >= (isSoftmax ? ManyRowLogits : ManyLogits);
        if (!areSquashed && !(batch.IsBinary && ExplainsBetter(batch))) return null;
        return Found($"all {all.Count} outputs lie in [0, 1], with a mean of {all.Mean:0.###} and a spread of {spread:0.###}; logits have no bounds");
    }

    static bool ExplainsBetter(DiagnosticBatch batch)
    {
        if (batch.Form != TargetForm.Values) return false;
        var gains = new Estimate.Tally();
        for (int row = 0; row < batch.Rows; row++)
        {
            for (int k = 0; k < batch.Classes; k++)
            {
                double value = batch.Logit(row, k), t = batch.Value(row, k);
                if (!(t >= 0 && t <= 1)) return false;
                double asLogit = t * RowLoss.Softplus(-value) + (1 - t) * RowLoss.Softplus(value);
                // A saturated output that is wrong would cost infinitely much; 1e-7 is where float32 stops telling 1 from less.
                double asProbability = -t * Math.Log(Math.Max(value, 1e-7)) - (1 - t) * Math.Log(Math.Max(1 - value, 1e-7));
                gains.Add(asLogit - asProbability);
            }
        }
        var gain = gains.Result();
        return gain.Count >= FewestLogits && gain.Mean > 0 && gain.Above(0) > Significant;
    }
}
