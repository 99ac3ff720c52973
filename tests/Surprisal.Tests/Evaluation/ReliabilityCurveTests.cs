namespace Surprisal.Tests;

public class ReliabilityCurveTests
{
    static readonly int[] s_confidence =
        [36, 15, 48, 62, 39, 55, 17, 10, 9, 37, 40, 63, 28, 49, 31, 17, 8, 13, 16, 50, 54, 40, 17, 28, 45, 14, 12, 2, 48, 31, 21, 23, 62, 19, 63, 58, 10, 43, 42, 42, 63];

    static readonly int[] s_hits = [0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1];

    static Reliability Of(int[] confidence, int[] hits, int times = 1, int perRow = 1) => ReliabilityCurve.Of(
        [.. Enumerable.Repeat(confidence, times).SelectMany(all => all.Select(p => p / 64f))], [.. Enumerable.Repeat(hits, times).SelectMany(all => all.Select(hit => hit == 1))], perRow);

    // sklearn.calibration.calibration_curve(hits, p, n_bins=15, strategy='quantile'); counts by its own edges, np.searchsorted(np.percentile(…)[1:-1], p).
    [Fact]
    public void Bins_are_those_of_scikit_learn_by_quantiles()
    {
        var result = Of(s_confidence, s_hits);
        Assert.Equal([3, 3, 3, 4, 1, 4, 2, 2, 3, 2, 4, 2, 2, 3, 3], result.Bins.Select(bin => bin.Count));
        Near.Equal(0.2149390243902439, result.Error);
        Near.Equal(0.16666666666666666, result.Bins[1].Confidence);
        Near.Equal(0.3333333333333333, result.Bins[1].Accuracy);
        Near.Equal(0.8515625, result.Bins[12].Confidence);
        Near.Equal(0.5, result.Bins[12].Accuracy);
    }

    // scipy.stats.bootstrap((p, hits), ece, paired=True, method='basic', n_resamples=9999): [0.1346, 0.2161] and, of another seed, [0.1347, 0.2158].
    [Fact]
    public void The_interval_is_the_basic_bootstrap()
    {
        var interval = Of(s_confidence, s_hits, times: 10).Interval;
        Assert.InRange(interval.Low, 0.1346 - 0.006, 0.1346 + 0.006);
        Assert.InRange(interval.High, 0.216 - 0.006, 0.216 + 0.006);
        Assert.Equal(interval, Of(s_confidence, s_hits, times: 10).Interval);
    }

    // By hand: p = ¾ always came true, so that every resample is off by ¼.
    [Fact]
    public void Equal_predictions_share_a_bin_and_leave_no_doubt()
    {
        var result = Of([48, 48, 48], [1, 1, 1]);
        Assert.Equal([new(3, 0.75, 1)], result.Bins);
        Assert.Equal((0.25, new ConfidenceInterval(0.25, 0.25)), (result.Error, result.Interval));
    }

    [Fact]
    public void One_prediction_has_a_bin() => Assert.Equal([new(1, 0.5, 0)], Of([32], [0]).Bins);

    // A row's labels are resampled together: rows that are the same label ten times over have the interval of single ones.
    [Fact]
    public void Labels_of_a_row_stay_together()
    {
        int[] confidence = [.. s_confidence.SelectMany(p => Enumerable.Repeat(p, 20 * 10))], hits = [.. s_hits.SelectMany(hit => Enumerable.Repeat(hit, 20 * 10))];
        var (one, ten) = (Of(s_confidence, s_hits, times: 20), Of(confidence, hits, perRow: 10));
        Assert.InRange(ten.Interval.High - ten.Interval.Low, 0.9 * (one.Interval.High - one.Interval.Low), 1.1 * (one.Interval.High - one.Interval.Low));
    }

    // Eight times the rows, of which some 60,000 are resampled: the width must be that of all of them, √8 smaller than that of an eighth.
    [Fact]
    public void Of_very_many_predictions_some_are_resampled_and_the_interval_is_narrowed()
    {
        var (some, many) = (Of(s_confidence, s_hits, times: 1500), Of(s_confidence, s_hits, times: 12_000));
        double expected = (some.Interval.High - some.Interval.Low) / Math.Sqrt(8);
        Assert.InRange(many.Interval.High - many.Interval.Low, 0.85 * expected, 1.15 * expected);
        Near.Equal(some.Error, many.Error);
    }
}
