namespace Surprisal.Losses;

/// <summary>An untrained model that is sure of itself, or knows the answers.</summary>
sealed class FarInitialLoss() : Misuse(
    "SUR016", "initial loss far from ln C",
    "start with a small last layer and scaled features; far below ln C the answers are among the features")
{
    // Fewer rows can be lucky together.
    const int FewestRows = 8;

    // Standard errors below the entropy of the classes that are no luck any more.
    const double Significant = 5;

    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (!(batch.IsBinary || (batch.Info.Activation == OutputActivation.Softmax && batch.Classes > 1)) || batch.Rows < FewestRows) return null;
        double guessing = Math.Log(batch.IsBinary ? 2 : batch.Classes);
        if (Start(batch) is not { Count: >= FewestRows } start || !double.IsFinite(start.Mean) || ClassCounts.Of(batch) is not { } counts) return null;
        // Logits of spread s cost ln C + s²/2: the usual initialisations stay below 1, and this is about 1.5.
        // One row of such logits is off by a nat or so, their mean by √rows less: two of those are allowed.
        double highest = 1.25 * guessing + 0.75 + 2 / Math.Sqrt(start.Count);
        // A bias set to the classes' shares starts at their entropy, which is as good as nothing learnt.
        double lowest = 0.5 * counts.Entropy(batch.IsBinary);
        bool isFar = start.Mean > highest || (start.Mean < lowest && start.Above(2 * lowest) < -Significant);
        string guess = batch.IsBinary ? "ln 2" : FormattableString.Invariant($"ln {batch.Classes}");
        return isFar ? Found($"before the first step the loss is {start.Mean:0.####}; guessing evenly costs {guess} = {guessing:0.####}") : null;
    }

    static Estimate? Start(DiagnosticBatch batch)
    {
        if (batch.Input.IsStart) return batch.HasLogits ? RowLoss.Mean(batch) : null;
        // The value that training saw is comparable for these two only, and only where every row counts the same.
        if (batch.Input.InitialLoss is not { } value || batch.Info.Name is not ("cross-entropy" or "binary-cross-entropy")) return null;
        if (batch.Input.Loss is { ClassWeights: null, PositiveWeights: null, ZLoss: 0 }) return new Estimate(batch.Rows, value, 0);
        return null;
    }
}
