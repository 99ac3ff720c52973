using Surprisal.Data;
using Surprisal.Reports;

namespace Surprisal.Cli;

/// <summary>Rows that a classifier was measured on.</summary>
/// <param name="Name">What they are: "rows held out".</param>
/// <param name="Evaluation">How it did.</param>
/// <param name="Surprising">Those that surprised it most.</param>
sealed record Measured(string Name, IEvaluation Evaluation, IReadOnlyList<SurprisingRow> Surprising);

/// <summary>A training as a report.</summary>
static class TrainReport
{
    /// <summary>Puts together what the file shows.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="name">What was learnt from.</param>
    /// <param name="data">Its rows.</param>
    /// <param name="options">How it was learnt.</param>
    /// <param name="run">What came out.</param>
    /// <param name="tuned">The search before it; null for none.</param>
    /// <param name="validated">The folds before it; null for none.</param>
    /// <param name="measured">What it was measured on, the most telling first; may be none.</param>
    /// <param name="warnings">What the diagnosis found.</param>
    public static void Write(
        ReportFile file, string name, TrainingData data, TrainingOptions options, TrainingRun run, TuningResult? tuned, CrossValidationResult? validated,
        IReadOnlyList<Measured> measured, IReadOnlyList<Losses.Finding> warnings)
    {
        string validation = data.Validation is null ? "" : $", {Figures.Count(data.Validation.Rows)} {TuningText.Purpose(options)}";
        string heldOut = data.HeldOut is null ? "" : $", {Figures.Count(data.HeldOut.Rows)} held out";
        List<(string, string)> facts =
        [
            ("data", $"{name}: {Figures.Count(data.Training.Rows)} rows to learn from{validation}{heldOut}; {Figures.Count(data.Training.Columns, "feature", "features")}, {Figures.Count(data.Encoder.Targets.ClassNames.Count)} {(data.Encoder.Targets.Kind == TargetKind.MultiLabel ? "labels" : "classes")}"),
            ("time", $"{Figures.Seconds(run.Elapsed)} of training"), ("seed", $"{options.Seed}"),
        ];
        if (measured.Count > 0) facts.Insert(1, ("measured on", string.Join("; ", measured.Select(m => $"{Figures.Count(m.Evaluation.Rows)} {m.Name}"))));
        if (tuned is not null) facts.Add(("search", $"{tuned.Trials.Count} ways tried, {Figures.Count(tuned.ValidationRows)} rows that none has learnt from decided; taken: {TuningOutput.Text(tuned.Best)}"));
        if (data.Notices.Count > 0) facts.Add(("notices", string.Join("; ", data.Notices)));
        List<ReportSection> sections = [.. ReportFile.Warnings(warnings), TrainingReport.Section(run)];
        if (validated is not null) sections.Add(Folds(validated));
        if (measured.Count > 0) sections.AddRange(EvaluationReport.Sections(measured[0].Evaluation, measured[0].Surprising));
        foreach (var other in measured.Skip(1)) sections.Add(Further(other));
        file.Write($"{name}: {ModelOptions.NameOf(options.Model)} model", facts, measured.Count == 0 ? [] : EvaluationReport.Figures(measured[0].Evaluation), sections);
    }

    static ReportSection Further(Measured measured) => new(
        $"On {Figures.Count(measured.Evaluation.Rows)} {measured.Name}",
        [new ReportTable(["figure", "value", "note"], [.. EvaluationReport.Figures(measured.Evaluation).Select(figure => (IReadOnlyList<string>)[figure.Name, figure.Value, figure.Note])])]);

    static ReportSection Folds(CrossValidationResult result) => new("Cross-validation",
    [
        new Paragraph($"{result.Folds.Count} folds, each held out once. The intervals are of the mean, with 95 % confidence, and allow for folds sharing their training rows."),
        new ReportTable(["figure", "mean", "low", "high"], [Row("log-loss (nats)", result.LogLoss), Row("accuracy", result.Accuracy), Row("Brier score", result.Brier)]),
        new ReportTable(
            ["fold", "rows", "log-loss (nats)", "accuracy", "Brier score"],
            [.. result.Folds.Select(fold => (IReadOnlyList<string>)[
                $"{fold.Fold}", Figures.Count(fold.Evaluation.Rows), Figures.Figure(fold.Evaluation.LogLoss), Figures.Figure(fold.Evaluation.Accuracy), Figures.Figure(fold.Evaluation.Brier)])]),
    ]);

    static string[] Row(string name, MeanInterval interval) => [name, Figures.Figure(interval.Mean), Figures.Figure(interval.Low), Figures.Figure(interval.High)];
}
