namespace Surprisal.Tests;

public class ConfidenceIntervalTests
{
    // The ends p solve |k/n − p| = z·√(p(1 − p)/n) with z = scipy.stats.norm.ppf(.975): found by scipy.optimize.brentq, not by the closed form.
    [Theory]
    [InlineData(4, 10, 0.16818032970623611, 0.6873262302663418)]
    [InlineData(1, 3, 0.06149194472039623, 0.7923403991979523)]
    [InlineData(9187, 10000, 0.9131813464615568, 0.9238970933028385)]
    [InlineData(13890, 16281, 0.8476212980120648, 0.8584954934272255)]
    public void The_ends_are_where_the_sample_is_just_plausible(long hits, long count, double low, double high)
    {
        var interval = ConfidenceInterval.Wilson(hits, count);
        Near.Equal(low, interval.Low);
        Near.Equal(high, interval.High);
    }

    // By hand: for 0 of n the upper end is z²/(n + z²), for n of n the lower one is n/(n + z²); z² = 3.8414588206941236.
    [Fact]
    public void All_or_nothing_still_has_a_width_and_ends_exactly_at_the_border()
    {
        var (none, all) = (ConfidenceInterval.Wilson(0, 20), ConfidenceInterval.Wilson(20, 20));
        Assert.Equal(0, none.Low);
        Near.Equal(3.8414588206941236 / 23.8414588206941236, none.High);
        Near.Equal(20 / 23.8414588206941236, all.Low);
        Assert.Equal(1, all.High);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void What_is_no_share_is_refused(long hits, long count) => Assert.Throws<ArgumentException>(() => ConfidenceInterval.Wilson(hits, count));
}
