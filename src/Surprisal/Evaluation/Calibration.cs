namespace Surprisal;

/// <summary>Predictions of about the same confidence, and how often they came true.</summary>
/// <param name="Count">How many predictions fell into the bin.</param>
/// <param name="Confidence">Their mean probability; 0 where <paramref name="Count"/> is 0.</param>
/// <param name="Accuracy">The share of them that came true; 0 where <paramref name="Count"/> is 0.</param>
public readonly record struct CalibrationBin(long Count, double Confidence, double Accuracy);

/// <summary>Do things said to happen with probability p happen in a share p of the cases? Answered in 15 bins of equal width.</summary>
/// <param name="Bins">Bin k holds the probabilities in [k/15, (k + 1)/15), the last one 1 as well.</param>
/// <param name="Error">The expected calibration error: the mean over all predictions of |accuracy − confidence| of their bin.</param>
public sealed record Calibration(IReadOnlyList<CalibrationBin> Bins, double Error)
{
    /// <summary>How many bins there are.</summary>
    public const int BinCount = 15;
}

/// <summary>The sums behind a <see cref="Calibration"/>.</summary>
sealed class CalibrationTally
{
    readonly long[] _counts = new long[Calibration.BinCount];
    readonly long[] _hits = new long[Calibration.BinCount];
    readonly double[] _confidence = new double[Calibration.BinCount];

    public void Add(double probability, bool hit)
    {
        // A conversion to int saturates and turns NaN into 0, so every number has a bin; a NaN then shows in the bin's mean.
        int bin = Math.Clamp((int)(probability * Calibration.BinCount), 0, Calibration.BinCount - 1);
        _counts[bin]++;
        _confidence[bin] += probability;
        if (hit) _hits[bin]++;
    }

    public Calibration Result()
    {
        var bins = new CalibrationBin[Calibration.BinCount];
        double gaps = 0;
        long total = 0;
        for (int bin = 0; bin < bins.Length; bin++)
        {
            long count = _counts[bin];
            if (count == 0) continue;
            bins[bin] = new(count, _confidence[bin] / count, (double)_hits[bin] / count);
            gaps += Math.Abs(_hits[bin] - _confidence[bin]);
            total += count;
        }

        return new(bins, Shares.Of(gaps, total));
    }
}
