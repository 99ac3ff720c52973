namespace Surprisal;

/// <summary>How well probabilities put the rows that are of a class above those that are not. Both figures go by the order alone.</summary>
/// <param name="RocAuc">The probability that of one row of either kind the right one ranks higher; equals count half. scikit-learn's roc_auc_score.</param>
/// <param name="AveragePrecision">The precision at each row of the class, averaged over them. scikit-learn's average_precision_score.</param>
readonly record struct Ranking(double RocAuc, double AveragePrecision)
{
    /// <summary>A probability with its truth as one integer, the truth in the lowest bit: one sort of plain integers orders both.</summary>
    public static uint Key(float probability, bool truth) => (BitConverter.SingleToUInt32Bits(probability) << 1) | (truth ? 1u : 0u);

    /// <summary>The figures of sorted keys.</summary>
    /// <returns>Null where all rows are of one kind: there is nothing to tell apart.</returns>
    public static Ranking? Of(ReadOnlySpan<uint> sorted)
    {
        long positives = 0;
        foreach (uint key in sorted) positives += key & 1;
        long negatives = sorted.Length - positives;
        if (positives == 0 || negatives == 0) return null;

        long above = 0, aboveRight = 0, twiceTheArea = 0;
        double precision = 0;
        for (int end = sorted.Length; end > 0;)
        {
            // Rows of equal probability have no order among them: they enter together.
            uint probability = sorted[end - 1] >> 1;
            long right = 0, start = end;
            while (start > 0 && sorted[(int)start - 1] >> 1 == probability) right += sorted[(int)--start] & 1;
            long wrong = end - start - right;
            twiceTheArea += wrong * (2 * aboveRight + right);
            aboveRight += right;
            above += right + wrong;
            if (right > 0) precision += (double)right * aboveRight / above;
            end = (int)start;
        }

        return new(twiceTheArea / (2.0 * positives * negatives), precision / positives);
    }
}
