namespace Surprisal.Cli;

/// <summary>An evaluation as a page of text.</summary>
static class EvaluationText
{
    const int MostClasses = 20;

    public static void Write(TextWriter output, IEvaluation evaluation, string rows)
    {
        output.WriteLine($"On {Figures.Count(evaluation.Rows)} {rows}");
        Line(output, "log-loss", Figures.Figure(evaluation.LogLoss),
            $"nats; their class shares alone give {Figures.Figure(evaluation.PriorLogLoss)}, even guessing {Figures.Figure(evaluation.UniformLogLoss)}");
        if (evaluation is SingleLabelEvaluation s) Parts(output, s.CalibrationLoss, s.RefinementLoss, s.Classes.Count == 2 ? "another map that keeps the order" : "another temperature");
        if (evaluation is MultiLabelEvaluation m) Parts(output, m.CalibrationLoss, m.RefinementLoss, "other maps that keep each label's order");
        Line(output, evaluation is MultiLabelEvaluation ? "all right" : "accuracy", Figures.Figure(evaluation.Accuracy),
            $"95 % interval {Figures.Figure(evaluation.AccuracyInterval.Low)} … {Figures.Figure(evaluation.AccuracyInterval.High)}"
            + (evaluation is MultiLabelEvaluation ? ", the share of rows with every label right" : ""));
        switch (evaluation)
        {
            case SingleLabelEvaluation single: Write(output, single); break;
            case MultiLabelEvaluation multi: Write(output, multi); break;
            case SoftLabelEvaluation soft: Write(output, soft); break;
        }
    }

    static void Write(TextWriter output, SingleLabelEvaluation evaluation)
    {
        Line(output, "balanced", Figures.Figure(evaluation.BalancedAccuracy), $"accuracy, each class counting the same; Matthews' correlation {Figures.Figure(evaluation.MatthewsCorrelation)}");
        if (evaluation.TopAccuracies.Count > 0)
        {
            var first = evaluation.TopAccuracies[0];
            string further = string.Concat(evaluation.TopAccuracies.Skip(1).Select(top => $"; top {top.Count}: {Figures.Figure(top.Accuracy)}"));
            Line(output, $"top {first.Count}", Figures.Figure(first.Accuracy), $"the share of rows whose true class is among the two likeliest{further}");
        }

        Line(output, "macro F1", Figures.Figure(evaluation.MacroF1), $"precision {Figures.Figure(evaluation.MacroPrecision)}, recall {Figures.Figure(evaluation.MacroRecall)}");
        string rest = evaluation.Classes.Count == 2 ? $"of '{Figures.Name(evaluation.Classes[1].Name)}'" : "each class against the rest";
        if (evaluation.RocAuc is { } area) Line(output, "AUROC", Figures.Figure(area), $"{rest}; average precision {Figures.Figure(evaluation.AveragePrecision!.Value)}");
        Reliability(output, evaluation.Reliability);
        Line(output, "Brier", Figures.Figure(evaluation.Brier), "squared distance of the probabilities from the truth");
        foreach (string remark in evaluation.Remarks) output.WriteLine($"  {remark}");
        output.WriteLine();
        WriteClasses(output, evaluation);
        if (evaluation.Confusion is { } confusion && evaluation.Classes.Count <= MostClasses) WriteConfusion(output, evaluation, confusion);
    }

    static void WriteClasses(TextWriter output, SingleLabelEvaluation evaluation)
    {
        var table = new TextTable("class", "rows", "precision", "recall", "F1");
        foreach (var c in evaluation.Classes.OrderByDescending(c => c.Support).Take(MostClasses).OrderBy(c => evaluation.Classes.ToList().IndexOf(c)))
            table.Add(Figures.Name(c.Name), Figures.Count(c.Support), Figures.Figure(c.Precision), Figures.Figure(c.Recall), Figures.Figure(c.F1));
        table.WriteTo(output);
        if (evaluation.Classes.Count > MostClasses) output.WriteLine($"  … the {MostClasses} most frequent of {Figures.Count(evaluation.Classes.Count)} classes; --format json has all");
    }

    static void WriteConfusion(TextWriter output, SingleLabelEvaluation evaluation, long[,] confusion)
    {
        output.WriteLine();
        output.WriteLine("  Confusion: a row is a true class, a column what was predicted");
        string[] names = [.. evaluation.Classes.Select(c => c.Name.Length <= 10 ? c.Name : c.Name[..9] + "…")];
        var table = new TextTable(["", .. names]);
        for (int truth = 0; truth < names.Length; truth++)
            table.Add([names[truth], .. Enumerable.Range(0, names.Length).Select(k => confusion[truth, k] == 0 ? "·" : Figures.Count(confusion[truth, k]))]);
        table.WriteTo(output);
    }

    static void Write(TextWriter output, MultiLabelEvaluation evaluation)
    {
        Line(output, "label by label", Figures.Figure(evaluation.LabelAccuracy), "the share of labels right (1 − Hamming loss)");
        Line(output, "micro F1", Figures.Figure(evaluation.MicroF1), $"macro F1 {Figures.Figure(evaluation.MacroF1)}");
        if (evaluation.RocAuc is { } area) Line(output, "AUROC", Figures.Figure(area), $"the labels' mean; average precision {Figures.Figure(evaluation.AveragePrecision!.Value)}");
        Reliability(output, evaluation.Reliability);
        Line(output, "Brier", Figures.Figure(evaluation.Brier), "squared distance of the probabilities from the truth");
        foreach (string remark in evaluation.Remarks) output.WriteLine($"  {remark}");
        output.WriteLine();
        var table = new TextTable("label", "rows with it", "log-loss", "accuracy", "precision", "recall", "F1", "AUROC");
        foreach (var label in evaluation.Labels)
        {
            table.Add(Figures.Name(label.Name), Figures.Count(label.Support), Figures.Figure(label.LogLoss), Figures.Figure(label.Accuracy),
                Figures.Figure(label.Precision), Figures.Figure(label.Recall), Figures.Figure(label.F1), label.RocAuc is { } labelArea ? Figures.Figure(labelArea) : "·");
        }
        table.WriteTo(output);
    }

    static void Write(TextWriter output, SoftLabelEvaluation evaluation)
    {
        Line(output, "floor", Figures.Figure(evaluation.TargetEntropy), "nats: the entropy of the soft labels, which no model can go below");
        Line(output, "above it", Figures.Figure(evaluation.KullbackLeibler), "nats: the KL divergence of the labels from the model");
        Line(output, "Brier", Figures.Figure(evaluation.Brier), "squared distance of the probabilities from the labels");
    }

    static void Parts(TextWriter output, double calibration, double refinement, string map) =>
        Line(output, "  calibration", Figures.Figure(calibration), $"nats of it are what {map} would win, {Figures.Figure(refinement)} refinement");

    static void Reliability(TextWriter output, Reliability reliability) => Line(
        output, "ECE", Figures.Figure(reliability.Error), $"how far confidence is from accuracy, on average; without chance's part {Figures.Figure(reliability.Interval.Low)} … {Figures.Figure(reliability.Interval.High)} (95 %)");

    static void Line(TextWriter output, string name, string figure, string remark) => output.WriteLine($"  {name,-15}{figure,8}  {remark}");
}
