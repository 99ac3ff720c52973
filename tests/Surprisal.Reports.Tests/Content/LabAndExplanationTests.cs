using Surprisal.Losses;

namespace Surprisal.Reports.Tests;

/// <summary>What a report draws of the lab's numbers and of one row's steps.</summary>
public sealed class LabAndExplanationTests
{
    [Fact]
    public void Numbers_with_categories_are_bars_and_others_lines()
    {
        var bars = Assert.IsType<BarChart>(LabCharts.Of(new("t", "", "nats", [new("over the floor", [1, 0], [0.2, 0.1])], ["none", "sigmoids"])));
        Assert.Equal([0.1, 0.2], bars.Series[0].Values);
        var lines = Assert.IsType<LineChart>(LabCharts.Of(new("t", "steps", "nats", [new("a", [0, 1, 2], [3, double.PositiveInfinity, 1])])));
        Assert.True(lines.X.IsWhole);
        Assert.Equal([3, double.PositiveInfinity, 1], lines.Series[0].Y);
        Assert.Contains("a goes from 3 to 1", lines.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_that_may_be_luck_say_so()
    {
        var charts = LabCharts.Differences([new("loss", LabUnit.Nats, new(0.2, 0.1, 0.3)), new("accuracy", LabUnit.Share, new(0.01, -0.02, 0.04))]).Cast<IntervalChart>().ToArray();
        Assert.Equal(["", "no difference shown"], charts.SelectMany(chart => chart.Rows).Select(row => row.Note));
        Assert.Equal("nats", charts[0].X.Unit);
    }

    [Fact]
    public void A_step_down_the_gradient_is_shown_in_probabilities()
    {
        // z = (0, 0), the first is right: p = ½ each, the slope is ∓½, and a step of 1 leads to z = (½, −½).
        Explanation now = Loss.CrossEntropy.Explain([0.0, 0.0], new[] { 0 }), after = Loss.CrossEntropy.Explain([0.5, -0.5], new[] { 0 });
        var pulls = Assert.IsType<BarChart>(ExplanationCharts.Pulls([("cross-entropy", now)], ["cat", "dog"], [0, 1]));
        Assert.Equal([-0.5, 0.5], pulls.Series[0].Values);
        var bars = Assert.IsType<BarChart>(Assert.Single(ExplanationCharts.Probabilities([("cross-entropy", now, after)], ["cat", "dog"], [0, 1])));
        Assert.Equal(["the answer", "before", "after"], bars.Series.Select(series => series.Name));
        Assert.Equal([1, 0], bars.Series[0].Values);
        Assert.Equal(1 / (1 + Math.Exp(-1)), bars.Series[2].Values[0], 12);
        var change = Assert.IsType<BarChart>(Assert.Single(ExplanationCharts.Probabilities([("a", now, after), ("b", now, now)], ["cat", "dog"], [0])));
        Assert.Equal(1 / (1 + Math.Exp(-1)) - 0.5, change.Series[0].Values[0], 12);
        Assert.Equal([0], change.Series[1].Values);
    }
}
