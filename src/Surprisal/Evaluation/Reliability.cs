namespace Surprisal;

/// <summary>Do things said to happen with probability p happen in a share p of the cases? Answered in up to 15 bins of about equally many predictions.</summary>
/// <remarks>
/// Unlike bins of equal width these are never nearly empty. Their edges are the quantiles of the probabilities; equal probabilities are never
/// parted, and a bin that is left without any is not listed: scikit-learn's calibration_curve with strategy="quantile".
/// </remarks>
/// <param name="Bins">By rising confidence.</param>
/// <param name="Error">The expected calibration error: the mean over all predictions of |accuracy − confidence| of their bin.</param>
/// <param name="Interval">
/// Where the error of the whole population lies with 95 % confidence: the basic bootstrap interval of 1,000 resamples of rows, cut off at 0. A sample's
/// error is too large by what chance adds to every bin, and a resample's once more; the basic interval takes that off, so it may lie below the error itself.
/// </param>
public sealed record Reliability(IReadOnlyList<CalibrationBin> Bins, double Error, ConfidenceInterval Interval)
{
    /// <summary>How many bins there are, at most.</summary>
    public const int BinCount = 15;
}
