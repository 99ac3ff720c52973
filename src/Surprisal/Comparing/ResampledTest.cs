using MathNet.Numerics.Distributions;

namespace Surprisal;

/// <summary>
/// Whether a difference seen on several random splits of the same rows is more than luck: the corrected resampled t-test. Splits share rows, so their differences vary less
/// than those of new data would, and a plain t-test finds differences where there are none. Nadeau and Bengio, "Inference for the generalization error", 2003.
/// </summary>
public static class ResampledTest
{
    /// <summary>The probability of a mean difference as far from 0 as this one where there is none in truth; 1 for fewer than two splits.</summary>
    /// <param name="differences">One per split.</param>
    /// <param name="heldOutRatio">Rows held out over rows learnt from, of each split.</param>
    public static double PValue(ReadOnlySpan<double> differences, double heldOutRatio)
    {
        int splits = differences.Length;
        if (splits < 2) return 1;
        double mean = 0, squares = 0;
        foreach (double difference in differences) mean += difference / splits;
        if (!double.IsFinite(mean)) return 1;
        foreach (double difference in differences) squares += (difference - mean) * (difference - mean);
        // Accuracies are counts of rows, so a few differences can be alike by chance: t has no size then, and their common sign is all that is known.
        if (squares <= splits * mean * mean * 1e-20) return mean == 0 ? 1 : Math.Pow(2, 1 - splits);
        double t = mean / Math.Sqrt((1.0 / splits + heldOutRatio) * squares / (splits - 1));
        return 2 * StudentT.CDF(0, 1, splits - 1, -Math.Abs(t));
    }

    /// <summary>The p-values of several tests, raised so that below α in all of them together no more than α false alarms are to be expected: Holm, "A simple sequentially rejective multiple test procedure", 1979.</summary>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        double[] sorted = pValues.ToArray(), adjusted = new double[sorted.Length];
        int[] places = new int[sorted.Length];
        for (int i = 0; i < places.Length; i++) places[i] = i;
        Array.Sort(sorted, places);
        double largest = 0;
        for (int rank = 0; rank < sorted.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (sorted.Length - rank) * sorted[rank]));
            adjusted[places[rank]] = largest;
        }
        return adjusted;
    }
}
