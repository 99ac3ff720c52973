namespace Surprisal.Losses;

/// <summary>What rows cost, in plain doubles and for targets that no loss has checked.</summary>
static class RowLoss
{
    /// <summary>log Σ eᶻ of a row.</summary>
    public static double LogSumExp(DiagnosticBatch batch, int row)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < batch.Classes; k++) largest = Math.Max(largest, batch.Logit(row, k));
        if (double.IsInfinity(largest)) return largest;
        for (int k = 0; k < batch.Classes; k++) sum += Math.Exp(batch.Logit(row, k) - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>The cross-entropy of a row under softmax, or the mean binary one of its logits; NaN where the row has no usable target.</summary>
    public static double CrossEntropy(DiagnosticBatch batch, int row)
    {
        if (batch.Form == TargetForm.Neither) return double.NaN;
        if (batch.Form == TargetForm.Classes) return batch.HasClass(row, out int y) ? LogSumExp(batch, row) - batch.Logit(row, y) : double.NaN;
        double total = 0, normaliser = batch.IsBinary ? 0 : LogSumExp(batch, row);
        for (int k = 0; k < batch.Classes; k++)
        {
            double z = batch.Logit(row, k), t = batch.Value(row, k);
            if (batch.IsBinary) total += (t * Softplus(-z) + (1 - t) * Softplus(z)) / batch.Classes;
            else if (t != 0) total += t * (normaliser - z);
        }
        return total;
    }

    /// <summary>log(1 + eˣ).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>Mean, and its standard error, of the rows' <see cref="CrossEntropy"/> over those that have one.</summary>
    public static Estimate Mean(DiagnosticBatch batch)
    {
        var tally = new Estimate.Tally();
        for (int row = 0; row < batch.Rows; row++)
        {
            double value = CrossEntropy(batch, row);
            if (!double.IsNaN(value)) tally.Add(value);
        }
        return tally.Result();
    }
}
