namespace Surprisal.Reports;

/// <summary>Comparisons in several settings side by side, such as networks of several depths.</summary>
public static class SettingCharts
{
    /// <summary>For each share of wrong labels: accuracy and log-loss of each loss in each setting, as tables and, where the settings differ in depth, as lines.</summary>
    /// <param name="results">One for each setting; those without a finished seed are left out.</param>
    public static IEnumerable<ReportSection> Sections(IReadOnlyList<ComparisonResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var group in results.Where(result => result.Losses.Count > 0).GroupBy(result => result.Setting.LabelNoise))
        {
            ComparisonResult[] some = [.. group];
            string noise = group.Key == 0 ? "" : $", {EvaluationReport.Percent(group.Key)} of the labels wrong";
            List<ReportPart> parts = [];
            Add(parts, some, $"Mean accuracy{noise}", new("mean accuracy"), loss => loss.Accuracy);
            Add(parts, some, $"Mean log-loss{noise}", new("mean log-loss", "nats"), loss => loss.LogLoss);
            yield return new($"All settings{noise}", parts);
        }
    }

    static void Add(List<ReportPart> parts, ComparisonResult[] results, string title, Axis axis, Func<LossSummary, MeanInterval?> figure)
    {
        int[] losses = [.. Enumerable.Range(0, results[0].Losses.Count).Where(i => results.Any(result => figure(result.Losses[i]) is not null))];
        if (losses.Length == 0) return;
        double Mean(ComparisonResult result, int loss) => figure(result.Losses[loss])?.Mean ?? double.NaN;
        double[] depths = [.. results.Select(result => (double)result.Setting.Training.Hidden.Count)];
        if (depths.Length > 1 && depths.Distinct().Count() == depths.Length)
        {
            parts.Add(new LineChart
            {
                Title = $"{title}, by depth",
                Description = $"{losses.Length} losses at {depths.Length} depths; the table has the numbers.",
                X = new("hidden layers") { IsWhole = true },
                Y = axis,
                Series = [.. losses.Select(loss => new LineSeries(results[0].Losses[loss].Name, depths, [.. results.Select(result => Mean(result, loss))]))],
            });
        }

        parts.Add(new ReportTable(
            ["loss", .. results.Select(result => result.Setting.Name)],
            [.. losses.Select(loss => (IReadOnlyList<string>)[results[0].Losses[loss].Name, .. results.Select(result => ReportNumber.Fixed(Mean(result, loss)))])],
            axis.Unit.Length == 0 ? title : $"{title} ({axis.Unit})"));
    }
}
