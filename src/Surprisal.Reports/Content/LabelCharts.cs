namespace Surprisal.Reports;

/// <summary>How well each of several labels is told to be there or not.</summary>
static class LabelCharts
{
    const int MostBars = 30;

    public static ReportSection Labels(MultiLabelEvaluation evaluation)
    {
        bool isCut = evaluation.Labels.Count > MostBars;
        LabelFigures[] shown = isCut ? [.. evaluation.Labels.OrderBy(label => label.F1).Take(MostBars)] : [.. evaluation.Labels];
        var (worst, dearest) = (evaluation.Labels.MinBy(label => label.F1)!, evaluation.Labels.MaxBy(label => label.LogLoss)!);
        string which = isCut ? $"the {MostBars} labels with the lowest F1" : "each label";
        string[] names = [.. shown.Select(label => label.Name)];
        var scores = new BarChart
        {
            Title = $"Precision, recall and F1 of {which}",
            Description = $"The lowest F1 is {ReportNumber.Text(worst.F1)}, of {worst.Name}.",
            X = new("share") { Low = 0, High = 1 },
            CategoryTitle = "label",
            Categories = names,
            Series = [new("precision", [.. shown.Select(label => label.Precision)]), new("recall", [.. shown.Select(label => label.Recall)]), new("F1", [.. shown.Select(label => label.F1)])],
        };
        var losses = new BarChart
        {
            Title = $"Log-loss of {which}",
            Description = $"The largest is {ReportNumber.Text(dearest.LogLoss)} nats, of {dearest.Name}.",
            X = new("mean surprisal of a yes or no", "nats"),
            CategoryTitle = "label",
            Categories = names,
            Series =
            [
                new("model", [.. shown.Select(label => label.LogLoss)]),
                new("its share of rows alone", [.. shown.Select(label => Entropy(label.Prevalence))]),
            ],
        };
        return new("Labels", [scores, losses, Table(evaluation)]);
    }

    static ReportTable Table(MultiLabelEvaluation evaluation) => new(
        ["label", "rows with it", "log-loss (nats)", "accuracy", "precision", "recall", "F1", "AUROC", "average precision", "threshold"],
        [.. evaluation.Labels.Select(label => (IReadOnlyList<string>)[
            label.Name, ReportNumber.Text(label.Support), ReportNumber.Fixed(label.LogLoss), ReportNumber.Fixed(label.Accuracy), ReportNumber.Fixed(label.Precision), ReportNumber.Fixed(label.Recall),
            ReportNumber.Fixed(label.F1), ReportNumber.Fixed(label.RocAuc ?? double.NaN), ReportNumber.Fixed(label.AveragePrecision ?? double.NaN), ReportNumber.Fixed(label.Threshold)])]);

    // Of a yes with that probability, in nats.
    static double Entropy(double p) => p is <= 0 or >= 1 ? 0 : -p * Math.Log(p) - (1 - p) * Math.Log(1 - p);
}
