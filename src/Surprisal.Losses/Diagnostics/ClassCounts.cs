namespace Surprisal.Losses;

/// <summary>How much of each class the targets hold: rows, or the mass of soft targets and the positives of labels.</summary>
/// <param name="Counts">One per class.</param>
/// <param name="Rows">The rows that have an answer.</param>
readonly record struct ClassCounts(double[] Counts, int Rows)
{
    public static ClassCounts? Of(DiagnosticBatch batch)
    {
        if (batch.Form == TargetForm.Neither) return null;
        double[] counts = new double[batch.Classes];
        int rows = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            if (batch.Form == TargetForm.Values)
            {
                for (int k = 0; k < counts.Length; k++)
                {
                    double value = batch.Value(row, k);
                    if (!(value >= 0 && value <= 1)) return null;
                    counts[k] += value;
                }
            }
            else if (batch.HasClass(row, out int y)) counts[y]++;
            else if (batch.IsIgnored(row)) continue;
            else return null;
            rows++;
        }
        return new(counts, rows);
    }

    /// <summary>What always answering with the shares of the classes costs, in nats: a model that knows nothing else can start there.</summary>
    public double Entropy(bool labelsAreSeparate)
    {
        double entropy = 0;
        foreach (double count in Counts)
        {
            double share = count / Rows;
            entropy -= XLogX(share) + (labelsAreSeparate ? XLogX(1 - share) : 0);
        }
        return labelsAreSeparate ? entropy / Counts.Length : entropy;
    }

    static double XLogX(double x) => x <= 0 ? 0 : x * Math.Log(x);
}
