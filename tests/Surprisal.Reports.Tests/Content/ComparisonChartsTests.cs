namespace Surprisal.Reports.Tests;

/// <summary>What a report shows of a comparison, against runs made up by hand.</summary>
public sealed class ComparisonChartsTests
{
    static readonly ComparisonSetting s_setting = new("", TrainingOptions.For(ModelKind.Mlp));

    static ComparedRun Run(string loss, int seed, double accuracy, string fingerprint, params double[] epochs) => new()
    {
        Setting = "",
        Loss = loss,
        Seed = seed,
        Accuracy = accuracy,
        Fingerprint = fingerprint,
        Epochs = [.. epochs.Select((value, i) => new ComparedEpoch(i + 1, value, null, value))],
    };

    static ComparisonResult Result(int seeds, params ComparedRun[] runs) => ComparisonResult.Of(
        new() { Losses = [.. runs.Select(run => run.Loss).Distinct().Select(ComparedLoss.Parse)], Settings = [s_setting], Seeds = seeds }, s_setting, runs, (8, 0, 2));

    /// <summary>mse is far behind, and kl-divergence gives the same outputs as cross-entropy.</summary>
    static ComparisonResult Clear() => Result(5, [.. Enumerable.Range(1, 5).SelectMany(seed => new[]
    {
        Run("cross-entropy", seed, 0.9, $"same {seed}"), Run("mse", seed, 0.5 + 0.001 * seed, $"other {seed}"), Run("kl-divergence", seed, 0.9, $"same {seed}"),
    })]);

    [Fact]
    public void The_best_loss_comes_with_whether_it_differs_from_the_others() =>
        Assert.Equal(new("best accuracy", "cross-entropy", "90.0 %; a difference is shown to every other loss; identical: kl-divergence"), Assert.Single(ComparisonCharts.Best(Clear())));

    [Fact]
    public void Noise_is_called_no_difference_and_one_seed_is_too_few_to_tell()
    {
        var noisy = Result(2, Run("cross-entropy", 1, 0.9, "a"), Run("mse", 1, 0.8, "b"), Run("cross-entropy", 2, 0.8, "c"), Run("mse", 2, 0.88, "d"));
        Assert.Equal("85.0 %; no difference shown to any other loss", Assert.Single(ComparisonCharts.Best(noisy)).Note);
        var one = Result(1, Run("cross-entropy", 1, 0.9, "a"), Run("mse", 1, 0.8, "b"));
        Assert.Equal("90.0 %; one seed, so no difference can be told from luck", Assert.Single(ComparisonCharts.Best(one)).Note);
        Assert.Empty(ComparisonCharts.Differences(one));
    }

    [Fact]
    public void Each_pair_stands_beside_zero_with_its_verdict_in_words()
    {
        var chart = Assert.IsType<IntervalChart>(Assert.Single(ComparisonCharts.Differences(Clear())));
        Assert.Equal([("cross-entropy − mse", "difference shown"), ("cross-entropy − kl-divergence", "identical")], chart.Rows.Select(row => (row.Name, row.Note)));
        // 0.9 less the mean of 0.501 … 0.505.
        Assert.Equal(0.397, chart.Rows[0].Mean, 12);
        Assert.Contains(">identical</text>", chart.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_stopped_early_keeps_its_last_value_in_the_mean_curve()
    {
        var result = Result(2, Run("cross-entropy", 1, 0.6, "a", 0.60, 0.64), Run("mse", 1, 0.6, "b", 0.5), Run("cross-entropy", 2, 0.6, "c", 0.61), Run("mse", 2, 0.6, "d", 0.5));
        var line = Assert.IsType<LineChart>(Assert.Single(ComparisonCharts.Curves(result))).Series[0];
        Assert.Equal([1, 2], line.X);
        Assert.Equal(0.605, line.Y[0], 12);
        Assert.Equal((0.64 + 0.61) / 2, line.Y[1], 12);
        // Student's 97.5 % with one degree of freedom is tan(0.475 π); the variance of 0.60 and 0.61 is 5e-5, taken 1/2 + 2/8 times.
        Assert.Equal(0.605 - Math.Tan(0.475 * Math.PI) * Math.Sqrt(5e-5 * 0.75), line.Low![0], 9);
    }

    [Fact]
    public void Accuracies_have_no_interval_beyond_what_an_accuracy_can_be()
    {
        var result = Result(2, Run("cross-entropy", 1, 1, "a"), Run("mse", 1, 0.8, "b"), Run("cross-entropy", 2, 0.9, "c"), Run("mse", 2, 0.8, "d"));
        var chart = Assert.IsType<IntervalChart>(Assert.Single(ComparisonCharts.Intervals(result)));
        Assert.Equal((0.95, 1), (chart.Rows[0].Mean, chart.Rows[0].High));
        // As above; the variance of 1 and 0.9 is 5e-3.
        Assert.Equal(0.95 - Math.Tan(0.475 * Math.PI) * Math.Sqrt(5e-3 * 0.75), chart.Rows[0].Low, 9);
        Assert.DoesNotContain("holds zero", chart.Numbers.Header);
    }

    [Fact]
    public void Settings_of_several_depths_are_lines_by_depth_and_a_table()
    {
        ComparisonResult At(int depth) => Clear() with { Setting = new($"depth {depth}", s_setting.Training with { Hidden = [.. Enumerable.Repeat(8, depth)] }) };
        var section = Assert.Single(SettingCharts.Sections([At(1), At(3)]));
        Assert.Equal([1, 3], Assert.IsType<LineChart>(section.Parts[0]).Series[0].X);
        Assert.Equal(["mse", "0.5030", "0.5030"], Assert.IsType<ReportTable>(section.Parts[1]).Rows[1]);
    }

    [Fact]
    public void A_report_of_fifty_long_runs_stays_below_two_megabytes()
    {
        string[] losses = ["cross-entropy", "mse", "hinge", "l1", "focal"];
        double[] Curve(int seed) => [.. Enumerable.Range(1, 2000).Select(epoch => 0.9 - Math.Exp(-epoch / 300.0) / 2 + 0.01 * Math.Sin(seed * epoch))];
        var result = Result(10, [.. losses.SelectMany(loss => Enumerable.Range(1, 10).Select(seed => Run(loss, seed, 0.9 + 0.001 * seed, $"{loss} {seed}", Curve(seed))))]);
        var report = new Report
        {
            Title = "50 runs",
            Facts = [],
            Figures = [.. ComparisonCharts.Best(result)],
            Sections = [new("All", [.. ComparisonCharts.Intervals(result), .. ComparisonCharts.Differences(result), .. ComparisonCharts.Curves(result)])],
        };
        Assert.InRange(report.ToHtml().Length, 20_000, 500_000);
    }
}
