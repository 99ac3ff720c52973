namespace Surprisal.Losses;

/// <summary>A loss that has stopped falling because smoothed targets cannot be met any better.</summary>
sealed class SmoothingFloor() : Misuse(
    "SUR017", "the smoothing floor mistaken for a plateau",
    "the loss cannot fall any further: judge the model by its loss without smoothing, or by accuracy, and stop training")
{
    // Of the way from guessing to the floor, at most this much is left. Models that are still learning have more to go.
    const double Remainder = 0.02;

    // A row or two can be there by chance.
    const int FewestRows = 8;

    internal override Finding? Find(DiagnosticBatch batch)
    {
        double smoothing = batch.Input.Loss.LabelSmoothing;
        // Another formula has its floor elsewhere, and so has one with a z-loss.
        if (batch.Info.Name is not ("cross-entropy" or "binary-cross-entropy") || batch.Input.Loss.ZLoss > 0) return null;
        if (smoothing is <= 0 or >= 1 || !batch.HasLogits || batch.Form == TargetForm.Neither || (batch.Classes < 2 && !batch.IsBinary)) return null;
        Estimate.Tally losses = new(), floors = new(), guesses = new();
        for (int row = 0; row < batch.Rows; row++)
        {
            if (batch.Form == TargetForm.Classes && !batch.HasClass(row, out _)) continue;
            var (loss, floor, guess) = batch.IsBinary ? Binary(batch, row, smoothing) : Softmax(batch, row, smoothing);
            losses.Add(loss);
            floors.Add(floor);
            guesses.Add(guess);
        }
        double mean = losses.Result().Mean, least = floors.Result().Mean, even = guesses.Result().Mean;
        if (losses.Result().Count < FewestRows || !(mean - least < Remainder * (even - least))) return null;
        return Found($"the loss is {mean:0.####}, and targets smoothed by {smoothing} cost {least:0.####} at the very least (guessing evenly costs {even:0.####})");
    }

    static (double Loss, double Floor, double Guess) Softmax(DiagnosticBatch batch, int row, double smoothing)
    {
        IReadOnlyList<double>? weights = batch.Input.ClassWeights ?? batch.Input.Loss.ClassWeights;
        if (weights?.Count != batch.Classes) weights = null;
        double normaliser = RowLoss.LogSumExp(batch, row), loss = 0, mass = 0, negentropy = 0;
        for (int k = 0; k < batch.Classes; k++)
        {
            double share = batch.Form == TargetForm.Values ? batch.Value(row, k) : batch.Label(row) == k ? 1 : 0;
            double q = (weights?[k] ?? 1) * ((1 - smoothing) * share + smoothing / batch.Classes);
            loss += q * (normaliser - batch.Logit(row, k));
            mass += q;
            if (q > 0) negentropy += q * Math.Log(q);
        }
        // Σ q·(−log p) is least at p = q/Σq.
        return (loss, mass * Math.Log(mass) - negentropy, mass * Math.Log(batch.Classes));
    }

    static (double Loss, double Floor, double Guess) Binary(DiagnosticBatch batch, int row, double smoothing)
    {
        var weights = batch.Input.Loss.PositiveWeights;
        double loss = 0, floor = 0, guess = 0;
        for (int k = 0; k < batch.Classes; k++)
        {
            double z = batch.Logit(row, k), t = (1 - smoothing) * batch.Value(row, k) + smoothing / 2;
            double yes = t * (weights is null ? 1 : weights[weights.Count == batch.Classes ? k : 0]), no = 1 - t;
            loss += yes * RowLoss.Softplus(-z) + no * RowLoss.Softplus(z);
            floor += (yes + no) * Math.Log(yes + no) - yes * Math.Log(yes) - no * Math.Log(no);
            guess += (yes + no) * Math.Log(2);
        }
        return (loss / batch.Classes, floor / batch.Classes, guess / batch.Classes);
    }
}
