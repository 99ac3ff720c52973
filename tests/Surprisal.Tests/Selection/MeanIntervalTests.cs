namespace Surprisal.Tests;

public class MeanIntervalTests
{
    // The 97.5 % quantile of Student's t of three degrees of freedom is 3.182446; the variance of 1, 2, 3, 4 is 5/3.
    [Fact]
    public void Of_independent_values_it_is_Students()
    {
        var interval = MeanInterval.Of([1, 2, 3, 4]);
        Assert.Equal(2.5, interval.Mean);
        Assert.Equal(2.5 - 3.182446 * Math.Sqrt(5 / 3.0 / 4), interval.Low, 1e-5);
        Assert.Equal(2.5 + 3.182446 * Math.Sqrt(5 / 3.0 / 4), interval.High, 1e-5);
        Assert.True(interval.ExcludesZero);
    }

    [Fact]
    public void Of_folds_it_allows_for_the_rows_that_they_share()
    {
        var interval = MeanInterval.OfFolds([1, 2, 3, 4]);
        Assert.Equal(3.182446 * Math.Sqrt(5 / 3.0 * (1 / 4.0 + 1 / 3.0)), interval.High - 2.5, 1e-5);
        Assert.False(interval.ExcludesZero);
        Assert.Equal(0, interval.Within(0, 1).Low);
    }

    [Fact]
    public void One_value_has_no_interval() => Assert.Equal(new MeanInterval(3, double.NegativeInfinity, double.PositiveInfinity), MeanInterval.Of([3]));
}
