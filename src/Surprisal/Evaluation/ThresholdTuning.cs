using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Finds the probabilities above which labels are best said to be there.</summary>
public static class ThresholdTuning
{
    /// <summary>One threshold per label, chosen together so that the micro-averaged F1 of these rows is the largest there is; of one label it is that label's F1.</summary>
    /// <remarks>
    /// F1 = 2·hits/(said + true) is a ratio of sums over labels, so its maximum is where Σ (2·hits − F·said) is largest for F the maximum itself (Dinkelbach
    /// 1967), and that sum has a maximum for each label alone. Each label at its own best F1 would not do: rare ones are then said to be there far too often.
    /// </remarks>
    /// <param name="probabilities">One row per example that the model was not trained on, one column per label.</param>
    /// <param name="truths">1 where the row has the label, else 0; as large as the probabilities.</param>
    /// <returns>Each halfway between two probabilities, or between one and 0 or 1; said to be there is what lies above.</returns>
    /// <exception cref="ArgumentException">There are no rows, the sizes differ, or a number is no probability or no truth.</exception>
    public static double[] ForF1(ReadOnlyMatrixSpan<float> probabilities, ReadOnlyMatrixSpan<float> truths)
    {
        Check(probabilities, truths);
        int labels = probabilities.Columns;
        var sorted = new uint[labels][];
        long positives = 0;
        for (int k = 0; k < labels; k++)
        {
            sorted[k] = Sorted(probabilities, truths, k);
            foreach (uint key in sorted[k]) positives += key & 1;
        }

        double[] thresholds = new double[labels];
        for (double f1 = 0; ;)
        {
            long hits = 0, said = 0;
            for (int k = 0; k < labels; k++) thresholds[k] = Best(sorted[k], f1, ref hits, ref said);
            double next = Shares.Of(2.0 * hits, said + positives);
            if (!(next > f1)) return thresholds;
            f1 = next;
        }
    }

    /// <summary>The cut of one label at which 2·hits − F·said is largest; of equals the one that says less.</summary>
    static double Best(ReadOnlySpan<uint> sorted, double f1, ref long hits, ref long said)
    {
        long right = 0, bestHits = 0;
        int cut = sorted.Length;
        double best = 0;
        for (int at = sorted.Length - 1; at >= 0; at--)
        {
            right += sorted[at] & 1;
            if (at > 0 && sorted[at - 1] >> 1 == sorted[at] >> 1) continue;
            double gain = 2.0 * right - f1 * (sorted.Length - at);
            if (gain > best) (best, cut, bestHits) = (gain, at, right);
        }

        hits += bestHits;
        said += sorted.Length - cut;
        double below = cut == 0 ? 0 : Probability(sorted[cut - 1]), above = cut == sorted.Length ? 1 : Probability(sorted[cut]);
        return (below + above) / 2;
    }

    static double Probability(uint key) => BitConverter.UInt32BitsToSingle(key >> 1);

    static uint[] Sorted(ReadOnlyMatrixSpan<float> probabilities, ReadOnlyMatrixSpan<float> truths, int label)
    {
        var keys = new uint[probabilities.Rows];
        for (int row = 0; row < keys.Length; row++) keys[row] = Ranking.Key(probabilities[row][label], truths[row][label] == 1);
        Array.Sort(keys);
        return keys;
    }

    static void Check(ReadOnlyMatrixSpan<float> probabilities, ReadOnlyMatrixSpan<float> truths)
    {
        if (probabilities.Rows == 0) throw new ArgumentException("there are no rows to tune thresholds on.");
        EvaluatorInput.CheckSize("truths", truths.Rows, truths.Columns, probabilities);
        EvaluatorInput.CheckProbabilities(probabilities, 0);
        int strange = truths.Values.IndexOfAnyExcept(0f, 1f);
        if (strange >= 0)
        {
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"row {strange / truths.Columns}: the truth of label {strange % truths.Columns} is {truths.Values[strange]}, expected 0 or 1."));
        }
    }
}
