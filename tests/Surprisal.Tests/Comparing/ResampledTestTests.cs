namespace Surprisal.Tests;

public sealed class ResampledTestTests
{
    // scipy.stats.t of 4 degrees of freedom, with the variance taken 1/5 + 1/4 times: t = 1.39497.
    [Fact]
    public void Its_p_is_SciPys_of_the_corrected_t()
    {
        double[] differences = [0.01, 0.03, -0.01, 0.02, 0.04];
        Assert.Equal(0.23549636025944304, ResampledTest.PValue(differences, 0.25), 1e-9);
        Assert.Equal(0.23549636025944304, ResampledTest.PValue([.. differences.Select(d => -d)], 0.25), 1e-9);
        Assert.Equal(0.018 + 0.03582582582179978, MeanInterval.OfSplits(differences, 0.25).High, 1e-9);
    }

    [Fact]
    public void Differences_that_are_all_alike_count_by_their_sign_alone()
    {
        Assert.Equal(1 / 16.0, ResampledTest.PValue([0.1, 0.1, 0.1, 0.1, 0.1], 0.25));
        Assert.Equal(1, ResampledTest.PValue([0, 0, 0], 0.25));
        Assert.Equal(1, ResampledTest.PValue([0.5], 0.25));
        Assert.Equal(1, ResampledTest.PValue([1, double.PositiveInfinity], 0.25));
    }

    // Of three: 3 · 0.01, then 2 · 0.03; 1 · 0.04 would fall below that and becomes 0.06. None goes above 1.
    [Fact]
    public void Holm_raises_the_smallest_most_and_keeps_the_order()
    {
        Assert.Equal([0.03, 0.06, 0.06], ResampledTest.Holm([0.01, 0.04, 0.03]).Select(p => Math.Round(p, 12)));
        Assert.Equal([1, 1], ResampledTest.Holm([0.6, 0.9]));
        Assert.Empty(ResampledTest.Holm([]));
    }
}
