namespace Surprisal.Losses;

/// <summary>Whether all rows of logits are probabilities that sum to 1, and on what evidence.</summary>
/// <param name="Are">Whether chance is ruled out.</param>
/// <param name="LargestGap">The farthest that a row's sum is from 1.</param>
readonly record struct ProbabilityRows(bool Are, double LargestGap)
{
    // Two decimals a number still sum to this near; beyond it the numbers are no distribution.
    const double WidestGap = 0.02;

    // A healthy batch would have to be this unlucky, on top of all its logits lying in [0, 1].
    const double Chance = 1e-4;

    // Rows of zeros and a single one are what a saturated softmax gives, but also what people type into an example: they count only in numbers.
    const int EnoughSaturatedRows = 20;

    public static ProbabilityRows Of(DiagnosticBatch batch)
    {
        if (!batch.HasLogits || batch.Classes < 2) return default;
        int counted = 0, varied = 0, saturated = 0;
        double largestGap = 0, sum = 0, squares = 0, quantum = 0.1;
        for (int row = 0; row < batch.Rows; row++)
        {
            if (batch.IsIgnored(row)) continue;
            counted++;
            double total = 0, smallest = 1, largest = 0;
            for (int k = 0; k < batch.Classes; k++)
            {
                double value = batch.Logit(row, k);
                if (!(value >= 0 && value <= 1)) return default;
                total += value;
                squares += value * value;
                quantum = Quantum(value, quantum);
                (smallest, largest) = (Math.Min(smallest, value), Math.Max(largest, value));
            }
            double gap = Math.Abs(total - 1);
            if (gap > WidestGap) return default;
            largestGap = Math.Max(largestGap, gap);
            sum += total;
            // Equal logits are what a model of zeros gives: they say nothing.
            if (smallest == largest) continue;
            if (smallest == 0 && largest == 1) saturated++;
            else varied++;
        }
        double count = (double)counted * batch.Classes, mean = sum / count, spread = Math.Sqrt(Math.Max(0, squares / count - mean * mean));
        // Numbers of one or two decimals often sum to exactly 1: the gap is no finer than they are.
        // The sum of C unrelated numbers would spread √C times as far as one of them, so this is how likely a row is to come so near to 1.
        double luck = Math.Max(largestGap, quantum / 2) / (spread * Math.Sqrt(batch.Classes));
        return new(saturated >= EnoughSaturatedRows || (varied > 0 && Math.Pow(luck, varied) < Chance), largestGap);
    }

    // The last decimal that all numbers so far end at; 1e-9 where they have more than four.
    static double Quantum(double value, double quantum)
    {
        while (quantum > 1e-5 && Math.Abs(value / quantum - Math.Round(value / quantum)) > 1e-6 / quantum) quantum /= 10;
        return quantum > 5e-5 ? quantum : 1e-9;
    }
}
