namespace Surprisal.Reports;

/// <summary>What a report says about a comparison: pictures, and which loss is best.</summary>
public static class ComparisonCharts
{
    const int MostPairs = 15;

    /// <summary>The best loss by accuracy and by log-loss, each with whether it differs from the others at all.</summary>
    /// <param name="result">Of one setting.</param>
    public static IEnumerable<KeyFigure> Best(ComparisonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string setting = result.Setting.Name.Length == 0 ? "" : $"{result.Setting.Name}: ";
        if (result.MostAccurate is { Accuracy: { } accuracy } right)
            yield return new($"{setting}best accuracy", Html.Cut(right.Name, 40), $"{EvaluationReport.Percent(accuracy.Mean)}; {Against(result, result.AccuracyPairs, right.Name)}");
        if (result.LeastSurprised is { LogLoss: { } loss } sure)
            yield return new($"{setting}lowest log-loss", Html.Cut(sure.Name, 40), $"{EvaluationReport.Nats(loss.Mean)}; {Against(result, result.LogLossPairs, sure.Name)}");
    }

    /// <summary>The accuracy of each loss, and the log-loss of those that give probabilities, with their intervals.</summary>
    /// <param name="result">Of one setting.</param>
    public static IEnumerable<Chart> Intervals(ComparisonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.MostAccurate is { } right) yield return Of("Accuracy", new("mean accuracy on rows held out"), loss => loss.Accuracy?.Within(0, 1), $"The highest is that of {right.Name}.");
        if (result.LeastSurprised is { } sure) yield return Of("Log-loss", new("mean log-loss on rows held out", "nats"), loss => loss.LogLoss?.Within(0, double.PositiveInfinity), $"The lowest is that of {sure.Name}.");

        IntervalChart Of(string title, Axis axis, Func<LossSummary, MeanInterval?> figure, string description) => new()
        {
            Title = $"{title} of each loss{Interval(result)}",
            Description = description,
            X = axis,
            RowTitle = "loss",
            AreDifferences = false,
            Rows = [.. from loss in result.Losses let known = figure(loss) where known is not null select new IntervalRow(loss.Name, known.Value.Mean, known.Value.Low, known.Value.High)],
        };
    }

    /// <summary>The differences of pairs, seed by seed, beside zero, each with its verdict; of very many pairs those with the best loss.</summary>
    /// <param name="result">Of one setting; with one seed there is nothing to show.</param>
    public static IEnumerable<Chart> Differences(ComparisonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Seeds.Count < 2) yield break;
        if (result.AccuracyPairs.Count > 0) yield return Of("accuracy", "", result.AccuracyPairs, result.MostAccurate?.Name);
        if (result.LogLossPairs.Count > 0) yield return Of("log-loss", "nats", result.LogLossPairs, result.LeastSurprised?.Name);

        static IntervalChart Of(string figure, string unit, IReadOnlyList<ComparedPair> pairs, string? best)
        {
            var shown = pairs.Count <= MostPairs ? pairs : [.. pairs.Where(pair => pair.First == best || pair.Second == best)];
            int different = pairs.Count(pair => pair.Verdict == PairVerdict.DifferenceShown);
            return new()
            {
                Title = shown.Count == pairs.Count ? $"Differences in {figure}, seed by seed" : $"Differences in {figure} from {best}, the best",
                Description = $"Of {pairs.Count} pairs a difference is shown in {different}.",
                X = new($"difference in {figure}", unit),
                RowTitle = "pair of losses",
                Rows = [.. shown.Select(pair => new IntervalRow($"{pair.First} − {pair.Second}", pair.Difference.Mean, pair.Difference.Low, pair.Difference.High)
                {
                    Note = pair.Words,
                    IsShown = pair.Verdict == PairVerdict.DifferenceShown,
                })],
            };
        }
    }

    /// <summary>How the losses learn, each as the mean of its seeds with a band for that mean; none for linear models, which have no epochs.</summary>
    /// <param name="result">Of one setting.</param>
    public static IEnumerable<Chart> Curves(ComparisonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var accuracies = MeanCurve.Of(result, epoch => epoch.Accuracy, 0, 1);
        if (accuracies.Count == 0) yield break;
        string held = "A run that stopped early keeps its last value.";
        yield return new LineChart
        {
            Title = $"Accuracy on the rows held out, by epoch{Interval(result)}",
            Description = $"{held} {string.Join(", ", accuracies.Select(line => $"{line.Name} ends at {ReportNumber.Text(line.Y[^1])}"))}.",
            X = new("epoch") { IsWhole = true },
            Y = new("mean accuracy"),
            Series = accuracies,
        };
        bool isPositive = result.Losses.All(loss => loss.Finished.All(run => run.Epochs.All(epoch => epoch.ValidationLoss is null or >= 0)));
        var validation = MeanCurve.Of(result, epoch => epoch.ValidationLoss, isPositive ? 0 : double.NegativeInfinity, double.PositiveInfinity);
        if (validation.Count == 0) yield break;
        yield return new LineChart
        {
            Title = "Validation loss by epoch, each in its own unit: shapes compare, heights do not",
            Description = $"{held} {string.Join(", ", validation.Select(line => $"{line.Name} goes from {ReportNumber.Text(line.Y[0])} to {ReportNumber.Text(line.Y[^1])}"))}.",
            X = new("epoch") { IsWhole = true },
            // Losses of other units may lie a thousandfold apart.
            Y = new("mean validation loss") { IsLogarithmic = validation.All(line => line.Y.All(loss => loss > 0) && (line.Low?.All(loss => loss > 0) ?? true)) },
            Series = validation,
        };
    }

    static string Interval(ComparisonResult result) => result.Seeds.Count > 1 ? ", with 95 % intervals" : ", one seed";

    static string Against(ComparisonResult result, IReadOnlyList<ComparedPair> pairs, string best)
    {
        var own = pairs.Where(pair => pair.First == best || pair.Second == best).ToArray();
        string[] same = [.. own.Where(pair => pair.Verdict == PairVerdict.Identical).Select(pair => pair.First == best ? pair.Second : pair.First)];
        int others = own.Length - same.Length, shown = own.Count(pair => pair.Verdict == PairVerdict.DifferenceShown);
        if (others == 0 && same.Length > 0) return $"identical: {string.Join(", ", same)}";
        string verdict = result.Seeds.Count < 2 ? "one seed, so no difference can be told from luck"
            : others == 0 ? "there is no other loss to hold it against"
            : shown == 0 ? "no difference shown to any other loss"
            : shown == others ? "a difference is shown to every other loss"
            : $"a difference is shown to {shown} of {others} other losses";
        return same.Length == 0 ? verdict : $"{verdict}; identical: {string.Join(", ", same)}";
    }
}
