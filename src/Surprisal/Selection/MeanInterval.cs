using MathNet.Numerics.Distributions;

namespace Surprisal;

/// <summary>A mean, and where the true one lies with 95 % confidence.</summary>
/// <param name="Mean">The mean of what was seen.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct MeanInterval(double Mean, double Low, double High)
{
    const double Confidence = 0.95;

    /// <summary>Whether 0 lies outside: for a difference, whether one was shown.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;

    /// <summary>The same, its ends no further than what the value can be.</summary>
    public MeanInterval Within(double least, double most) => new(Mean, Math.Max(Low, least), Math.Min(High, most));

    /// <summary>Of independent values: Student's interval. It has no ends for fewer than two.</summary>
    public static MeanInterval Of(ReadOnlySpan<double> values) => Of(values, 1.0 / values.Length);

    /// <summary>
    /// Of one value per fold. Folds share most of their training rows, so their values differ less than independent runs would: the variance is taken
    /// (1/k + 1/(k − 1)) times instead of 1/k. Nadeau and Bengio, "Inference for the generalization error", 2003.
    /// </summary>
    public static MeanInterval OfFolds(ReadOnlySpan<double> values) => OfSplits(values, 1.0 / (values.Length - 1));

    /// <summary>Of one value per random split of the same rows: the variance is taken (1/J + n_test/n_train) times, for the same reason.</summary>
    /// <param name="values">One per split.</param>
    /// <param name="heldOutRatio">Rows held out over rows learnt from, of each split.</param>
    public static MeanInterval OfSplits(ReadOnlySpan<double> values, double heldOutRatio) => Of(values, 1.0 / values.Length + heldOutRatio);

    static MeanInterval Of(ReadOnlySpan<double> values, double share)
    {
        double sum = 0, squares = 0;
        foreach (double value in values) sum += value;
        double mean = sum / values.Length;
        if (values.Length < 2 || !double.IsFinite(mean)) return new(mean, double.NegativeInfinity, double.PositiveInfinity);
        foreach (double value in values) squares += (value - mean) * (value - mean);
        double reach = StudentT.InvCDF(0, 1, values.Length - 1, (1 + Confidence) / 2) * Math.Sqrt(share * squares / (values.Length - 1));
        return new(mean, mean - reach, mean + reach);
    }
}
