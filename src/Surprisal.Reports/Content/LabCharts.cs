namespace Surprisal.Reports;

/// <summary>What a report says about an experiment of the lab.</summary>
public static class LabCharts
{
    /// <summary>The numbers that an experiment gives to draw, as lines or as bars.</summary>
    /// <param name="chart">The numbers.</param>
    public static Chart Of(LabChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (chart.Categories is { } categories)
        {
            return new BarChart
            {
                Title = chart.Title,
                Description = string.Join("; ", categories.Select((name, i) => $"{name}: {string.Join(", ", chart.Series.Select(series => ReportNumber.Text(At(series, i))))}")) + ".",
                X = new(chart.YLabel),
                CategoryTitle = chart.XLabel.Length == 0 ? "what was tried" : chart.XLabel,
                Categories = categories,
                Series = [.. chart.Series.Select(series => new BarSeries(series.Name, [.. categories.Select((_, i) => At(series, i))]))],
            };
        }

        return new LineChart
        {
            Title = chart.Title,
            Description = string.Join("; ", chart.Series.Select(Course)) + ".",
            X = new(chart.XLabel) { IsWhole = chart.Series.All(series => series.X.All(double.IsInteger)) },
            Y = new(chart.YLabel),
            Series = [.. chart.Series.Select(series => new LineSeries(series.Name, series.X, series.Y))],
        };
    }

    /// <summary>Differences between two ways, draw by draw, beside zero: one chart for those in nats, one for shares and counts.</summary>
    /// <param name="differences">May be none.</param>
    public static IEnumerable<Chart> Differences(IReadOnlyList<LabDifference> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        foreach (var unit in differences.GroupBy(difference => difference.Unit))
        {
            yield return new IntervalChart
            {
                Title = unit.Key == LabUnit.Nats ? "Differences in nats, draw by draw" : "Differences, draw by draw",
                Description = $"Of {unit.Count()} a difference is shown in {unit.Count(difference => difference.Value.ExcludesZero)}.",
                X = new("difference, with its 95 % interval", unit.Key == LabUnit.Nats ? "nats" : ""),
                RowTitle = "difference",
                Rows = [.. unit.Select(difference => new IntervalRow(difference.Name, difference.Value.Mean, difference.Value.Low, difference.Value.High)
                {
                    Note = difference.Value.ExcludesZero ? "" : "no difference shown",
                })],
            };
        }
    }

    /// <summary>What losses are worth on data with a known truth: the floor that none can go below, what lies above it, and how sure the models are.</summary>
    /// <param name="trials">Each with the name of its loss.</param>
    /// <param name="unit">What a log-loss is counted in.</param>
    public static IEnumerable<Chart> Trials(IReadOnlyList<(string Name, KnownScores Scores)> trials, string unit)
    {
        ArgumentNullException.ThrowIfNull(trials);
        string[] names = [.. trials.Select(trial => trial.Name)];
        BarSeries Bars(string name, Func<KnownScores, double> figure) => new(name, [.. trials.Select(trial => figure(trial.Scores))]);
        yield return new BarChart
        {
            Title = "Log-loss and the floor below it",
            Description = $"No model has less than {EvaluationReport.Nats(trials[0].Scores.Floor)}.",
            X = new("expected log-loss", unit),
            CategoryTitle = "loss",
            Categories = names,
            Series = [Bars("log-loss", scores => scores.LogLoss), Bars("floor H(Y|X)", scores => scores.Floor)],
        };
        yield return new BarChart
        {
            Title = "What lies over the floor",
            Description = "Calibration is what another map of the same probabilities would win, refinement what none would.",
            X = new("over the floor", unit),
            CategoryTitle = "loss",
            Categories = names,
            Series = [Bars("calibration", scores => scores.Calibration), Bars("refinement", scores => scores.Refinement), Bars("both", scores => scores.Excess)],
        };
        yield return new BarChart
        {
            Title = "How often right, and how sure",
            Description = "A confidence above the accuracy is too high.",
            X = new("share") { Low = 0, High = 1 },
            CategoryTitle = "loss",
            Categories = names,
            Series = [Bars("expected accuracy", scores => scores.Accuracy), Bars("mean confidence", scores => scores.Confidence)],
        };
    }

    static double At(LabSeries series, int category)
    {
        for (int i = 0; i < series.X.Count; i++)
            if (series.X[i] == category) return series.Y[i];
        return double.NaN;
    }

    static string Course(LabSeries series) => $"{series.Name} goes from {ReportNumber.Text(series.Y[0])} to {ReportNumber.Text(series.Y[^1])}";
}
