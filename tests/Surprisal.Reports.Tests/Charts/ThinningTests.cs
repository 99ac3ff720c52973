namespace Surprisal.Reports.Tests;

/// <summary>Points may be left out, what there is to see may not.</summary>
public sealed class ThinningTests
{
    [Fact]
    public void The_ends_and_a_single_spike_are_kept()
    {
        double[] values = new double[100_000];
        values[77_777] = 5;
        values[33_333] = -5;
        values[50_001] = double.NaN;
        int[] kept = Thinning.Extremes(values, 200);
        Assert.InRange(kept.Length, 100, 200);
        Assert.Equal(kept.Distinct().Order(), kept);
        Assert.Subset(kept.ToHashSet(), new HashSet<int> { 0, 33_333, 50_001, 77_777, 99_999 });
    }

    [Fact]
    public void Few_points_are_all_kept() => Assert.Equal([0, 1, 2], Thinning.Extremes([3, 1, 2], 40));

    [Fact]
    public void Even_choices_have_both_ends() => Assert.Equal([0, 3, 6, 9], Thinning.Even(10, 4));

    [Fact]
    public void Fifty_runs_of_a_hundred_thousand_points_stay_small()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        var chart = Gallery.Curves() with { Series = [.. Enumerable.Range(0, 50).Select(run => new LineSeries($"run {run}", x, [.. x.Select(i => Math.Sin(i * (run + 1)))]))] };
        Assert.InRange(chart.ToHtml().Length, 50_000, 200_000);
    }
}
