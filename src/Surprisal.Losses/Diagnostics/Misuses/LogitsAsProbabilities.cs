namespace Surprisal.Losses;

/// <summary>Raw outputs into a loss that reads log-probabilities: unbounded below, and falling for the wrong reason.</summary>
sealed class LogitsAsProbabilities() : Misuse(
    "SUR003", "logits given as probabilities",
    "apply log-softmax first, or take cross-entropy, which does it itself")
{
    // Log-probabilities in float16 sum to 1 within 0.008: of numbers down to −11 the last digit is 2⁻⁷.
    const double SumTolerance = 0.01;

    internal override Finding? Find(DiagnosticBatch batch)
    {
        if (batch.Info.Activation != OutputActivation.Exponential || !batch.HasLogits) return null;
        if (batch.ProbabilityRows.Are)
            return Found(
                $"all {batch.Rows} rows of {batch.Classes} lie in [0, 1] and sum to 1: {batch.Info.Name} reads the logarithms of such numbers",
                "take their logarithms, or better the log-softmax of the logits");
        int improper = 0, examined = 0, first = -1;
        double firstSum = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            if (batch.IsIgnored(row)) continue;
            double sum = Math.Exp(RowLoss.LogSumExp(batch, row));
            if (double.IsNaN(sum)) continue;
            examined++;
            if (Math.Abs(sum - 1) <= SumTolerance) continue;
            if (improper++ == 0) (first, firstSum) = (row, sum);
        }
        // A stray row has another cause than a missing log-softmax.
        return improper * 2 > examined
            ? Found($"the exponentials of {improper} of {examined} rows do not sum to 1: {batch.Place(first)} sums to {firstSum:0.###e+0}")
            : null;
    }
}
