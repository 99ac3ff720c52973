namespace Surprisal.Reports;

/// <summary>What a report says about an evaluation.</summary>
public static class EvaluationReport
{
    /// <summary>The figures to see first.</summary>
    /// <param name="evaluation">Of any kind of target.</param>
    public static IReadOnlyList<KeyFigure> Figures(IEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var interval = evaluation.AccuracyInterval;
        List<KeyFigure> figures =
        [
            new("log-loss", Nats(evaluation.LogLoss), $"class shares alone {Nats(evaluation.PriorLogLoss)}, even guessing {Nats(evaluation.UniformLogLoss)}"),
            new(evaluation is MultiLabelEvaluation ? "rows with every label right" : "accuracy", Percent(evaluation.Accuracy), $"95 % interval {Percent(interval.Low)} to {Percent(interval.High)}"),
        ];
        figures.AddRange(evaluation switch
        {
            SingleLabelEvaluation single => Of(single),
            MultiLabelEvaluation multi => Of(multi),
            SoftLabelEvaluation soft => Of(soft),
            _ => [],
        });
        figures.Add(new("Brier score", ReportNumber.Fixed(evaluation.Brier), "squared distance of the probabilities from the truth"));
        figures.Add(new("rows", ReportNumber.Text(evaluation.Rows)));
        return figures;
    }

    /// <summary>Charts and tables of an evaluation, then its most surprising rows.</summary>
    /// <param name="evaluation">Of any kind of target.</param>
    /// <param name="surprising">See <see cref="SurprisingRows"/>; none leaves their section out.</param>
    public static IReadOnlyList<ReportSection> Sections(IEvaluation evaluation, IReadOnlyList<SurprisingRow> surprising)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(surprising);
        var sections = new List<ReportSection>(evaluation switch
        {
            SingleLabelEvaluation single => [ClassCharts.Mistakes(single), ClassCharts.Classes(single), ReliabilitySection.Of(single.Reliability, single.Calibration, single.CalibrationLoss, single.RefinementLoss, "the likeliest class")],
            MultiLabelEvaluation multi => [LabelCharts.Labels(multi), ReliabilitySection.Of(multi.Reliability, multi.Calibration, multi.CalibrationLoss, multi.RefinementLoss, "each label")],
            _ => [],
        });
        if (evaluation is SoftLabelEvaluation soft) sections.Add(SoftLabels(soft));
        IReadOnlyList<string> remarks = evaluation switch { SingleLabelEvaluation single => single.Remarks, MultiLabelEvaluation multi => multi.Remarks, _ => [] };
        if (remarks.Count > 0) sections.Add(new("Remarks", [.. remarks.Select(remark => new Paragraph(remark))]));
        if (surprising.Count > 0) sections.Add(SurpriseSection.Of(surprising, evaluation is SingleLabelEvaluation));
        return sections;
    }

    internal static string Nats(double value) => double.IsFinite(value) ? $"{ReportNumber.Fixed(value)} nats" : $"{ReportNumber.Text(value)} nats";

    internal static string Percent(double share) => double.IsFinite(share) ? $"{ReportNumber.Fixed(100 * share, digits: 1)} %" : "–";

    static IEnumerable<KeyFigure> Of(SingleLabelEvaluation evaluation)
    {
        yield return new("balanced accuracy", Percent(evaluation.BalancedAccuracy), "each class counts the same");
        foreach (var top in evaluation.TopAccuracies) yield return new($"top {top.Count}", Percent(top.Accuracy), $"the truth is among the {top.Count} likeliest");
        yield return new("macro F1", ReportNumber.Fixed(evaluation.MacroF1), $"precision {ReportNumber.Fixed(evaluation.MacroPrecision)}, recall {ReportNumber.Fixed(evaluation.MacroRecall)}");
        if (evaluation.RocAuc is { } area)
            yield return new("AUROC", ReportNumber.Fixed(area), $"{(evaluation.Classes.Count == 2 ? $"of {Html.Cut(evaluation.Classes[1].Name, 24)}" : "each class against the rest")}; chance 0.5");
        if (evaluation.AveragePrecision is { } precision) yield return new("average precision", ReportNumber.Fixed(precision), evaluation.Classes.Count == 2 ? $"of {Html.Cut(evaluation.Classes[1].Name, 24)}" : "the classes' mean");
        yield return new("Matthews' correlation", ReportNumber.Fixed(evaluation.MatthewsCorrelation), "from −1 to 1; chance 0");
    }

    static IEnumerable<KeyFigure> Of(MultiLabelEvaluation evaluation)
    {
        yield return new("labels right", Percent(evaluation.LabelAccuracy), $"Hamming loss {ReportNumber.Fixed(evaluation.HammingLoss)}");
        yield return new("micro F1", ReportNumber.Fixed(evaluation.MicroF1), "all labels thrown together");
        yield return new("macro F1", ReportNumber.Fixed(evaluation.MacroF1), "each label counts the same");
        if (evaluation.RocAuc is { } area) yield return new("AUROC", ReportNumber.Fixed(area), "the labels' mean; chance 0.5");
        if (evaluation.AveragePrecision is { } precision) yield return new("average precision", ReportNumber.Fixed(precision), "the labels' mean");
    }

    static IEnumerable<KeyFigure> Of(SoftLabelEvaluation evaluation)
    {
        yield return new("floor", Nats(evaluation.TargetEntropy), "the entropy of the soft labels");
        yield return new("above the floor", Nats(evaluation.KullbackLeibler), "KL divergence of the labels from the model");
    }

    static ReportSection SoftLabels(SoftLabelEvaluation evaluation) => new("Soft labels",
    [
        new Paragraph("The truths are distributions themselves. No model can have a log-loss below their entropy, the floor; what lies above it is the model's own."),
        new BarChart
        {
            Title = "What the log-loss is made of",
            Description = $"Of {Nats(evaluation.LogLoss)}, {Nats(evaluation.TargetEntropy)} are the floor and {Nats(evaluation.KullbackLeibler)} lie above it.",
            X = new("mean", "nats"),
            CategoryTitle = "part",
            Categories = ["floor", "above it", "log-loss", "class shares alone", "even guessing"],
            Series = [new("nats", [evaluation.TargetEntropy, evaluation.KullbackLeibler, evaluation.LogLoss, evaluation.PriorLogLoss, evaluation.UniformLogLoss])],
        },
    ]);
}
