using System.Text.Json;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Reports;

namespace Surprisal.Cli;

/// <summary>Losses trained on data with a known truth, and what each is worth.</summary>
sealed class LabTrials
{
    public const int LeastRows = 20;
    const int JudgedRows = 20_000;

    static readonly string[] s_reading =
    [
        "Expected values under the known p(y|x): no luck of drawn labels is in them. What is over the floor is calibration,",
        "which another map of the same probabilities would win, and refinement, which none would.",
    ];

    static readonly string[] s_ofClasses = ["cross-entropy", "expectation-l2", "focal"], s_ofLabels = ["binary-cross-entropy", "binary-focal", "sigmoid-distance"];

    public required KnownTruth Truth { get; init; }

    public required IReadOnlyList<(string Text, Loss Loss)> Losses { get; init; }

    public required ModelKind Model { get; init; }

    public required int Rows { get; init; }

    public required int Seed { get; init; }

    /// <summary>Where a report goes; null writes none.</summary>
    public required ReportFile? Report { get; init; }

    string Unit => Truth.Kind == TargetKind.MultiLabel ? "nats per yes or no" : "nats";

    public static KnownTruth Find(string name) => KnownTruths.Find(name) ?? throw new UsageException(
        LabPreset.Find(name) is not null ? $"--data: '{name}' is an experiment, not a data set; did you mean surprisal lab {name}?"
        : $"--data: '{name}' is not a data set of the lab{NameHints.Suggest(name, [.. KnownTruths.All.Select(truth => truth.Name)], "data sets")}");

    /// <summary>The losses that were asked for, or three that fit; each is told apart from its neighbour's options by having a name.</summary>
    /// <exception cref="TrainingException">One does not fit the data; the message names those that do.</exception>
    public static IReadOnlyList<(string Text, Loss Loss)> Parse(KnownTruth truth, IReadOnlyList<string> parts)
    {
        if (parts.Count == 0) parts = truth.Kind == TargetKind.MultiLabel ? s_ofLabels : s_ofClasses;
        return [.. LossOption.ParseList(parts).Select(loss => (loss.Name, Trainer.LossFor(new() { Loss = loss.Loss }, truth.Kind)))];
    }

    public void Run(TextWriter output, OutputFormat format, CancellationToken stop)
    {
        if (Rows > KnownTruth.MostRows) throw new UsageException($"--rows must be at most {Figures.Count(KnownTruth.MostRows)}, got {Figures.Count(Rows)}");
        KnownSample training = Truth.Draw(Rows, Seed), judged = Truth.Draw(JudgedRows, Seed, part: 1);
        var trials = Progress.Show(format, progress => Losses.Select(loss => KnownTrial.Run(training, judged, loss.Loss, Model, Seed, progress, stop)).ToArray());
        if (Report is not null) WriteReport(Report, judged, trials);
        if (format == OutputFormat.Json) JsonOutput.Write(output, json => Write(json, judged, trials));
        else Write(output, judged, trials);
    }

    void Write(TextWriter output, KnownSample judged, KnownTrial[] trials)
    {
        output.WriteLine($"{Truth.Name}: {Truth.Summary}");
        output.WriteLine(What(judged));
        output.WriteLine();
        output.WriteLine($"  {"floor H(Y|X)",-16}{Figures.Figure(judged.Floor)}  {Unit}, {Error(judged)}: no model's log-loss is lower on average");
        output.WriteLine($"  {"Bayes accuracy",-16}{Figures.Figure(judged.BayesAccuracy)}  of always giving the likelier answer");
        output.WriteLine();
        Table(trials).WriteTo(output);
        output.WriteLine();
        foreach (string line in s_reading) output.WriteLine($"  {line}");
        if (trials.Any(trial => double.IsInfinity(trial.Scores.Excess))) output.WriteLine("  ∞: something that can happen was said to be impossible.");
        Report?.Announce(output);
    }

    void WriteReport(ReportFile file, KnownSample judged, KnownTrial[] trials)
    {
        (string Name, KnownScores Scores)[] scores = [.. trials.Select((trial, i) => (Losses[i].Text, trial.Scores))];
        var best = scores.MinBy(trial => trial.Scores.Excess);
        file.Write(
            $"{Truth.Name}: {Truth.Summary}", [("run", What(judged))],
            [
                new("floor H(Y|X)", $"{Figures.Figure(judged.Floor)} {Unit}", $"{Error(judged)}; no model's log-loss is lower on average"),
                new("nearest to the floor", best.Name, $"{Figures.Figure(best.Scores.Excess)} {Unit} over it"),
                new("Bayes accuracy", Figures.Figure(judged.BayesAccuracy), "of always giving the likelier answer"),
            ],
            [
                new("What the losses are worth",
                [
                    Table(trials).ForReport($"expected figures; losses in {Unit}"), .. LabCharts.Trials(scores, Unit),
                    new Paragraph(string.Join(' ', s_reading)),
                ]),
            ]);
    }

    string What(KnownSample judged) =>
        $"{ModelOptions.NameOf(Model)} model, {Figures.Count(Rows)} rows to learn from, {Figures.Count(judged.Rows)} others to judge by, seed {Seed}";

    static string Error(KnownSample judged) => judged.FloorError < 1e-9 ? "exactly" : $"± {Figures.Figure(judged.FloorError)} standard error";

    TextTable Table(KnownTrial[] trials)
    {
        var table = new TextTable("loss", "log-loss", "over the floor", "calibration", "refinement", "accuracy", "confidence");
        for (int i = 0; i < trials.Length; i++)
        {
            var scores = trials[i].Scores;
            double[] figures = [scores.LogLoss, scores.Excess, scores.Calibration, scores.Refinement, scores.Accuracy, scores.Confidence];
            table.Add([Losses[i].Text, .. figures.Select(Figures.Figure)]);
        }

        return table;
    }

    void Write(Utf8JsonWriter json, KnownSample judged, KnownTrial[] trials)
    {
        json.WriteString("data", Truth.Name);
        json.WriteString("unit", Unit);
        json.WriteString("model", ModelOptions.NameOf(Model));
        json.WriteNumber("rows", Rows);
        json.WriteNumber("judged_rows", judged.Rows);
        json.WriteNumber("seed", Seed);
        json.WriteNumber("floor", judged.Floor);
        json.WriteNumber("floor_standard_error", judged.FloorError);
        json.WriteNumber("bayes_accuracy", judged.BayesAccuracy);
        json.WriteStartArray("losses");
        for (int i = 0; i < trials.Length; i++)
        {
            var scores = trials[i].Scores;
            json.WriteStartObject();
            json.WriteString("loss", Losses[i].Text);
            JsonOutput.WriteNumber(json, "log_loss", scores.LogLoss);
            JsonOutput.WriteNumber(json, "excess", scores.Excess);
            JsonOutput.WriteNumber(json, "calibration", scores.Calibration);
            JsonOutput.WriteNumber(json, "refinement", scores.Refinement);
            json.WriteNumber("accuracy", scores.Accuracy);
            json.WriteNumber("confidence", scores.Confidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
