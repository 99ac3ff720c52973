using System.Globalization;
using System.Text.Json;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>One call of <c>surprisal train</c>: read, train, report, save.</summary>
sealed class TrainRun
{
    const double HeldOutShare = 0.2;

    public required TrainInput Input { get; init; }

    public required TrainSelection Selection { get; init; }

    public required TrainingOptions Options { get; set; }

    /// <summary>Where the run is kept, so that it can go on; null keeps nothing on the way.</summary>
    public required RunFolder? Folder { get; init; }

    /// <summary>Whether learning rates are tried instead.</summary>
    public required bool FindsLearningRate { get; init; }

    public required string? Out { get; init; }

    /// <summary>Where a report goes; null writes none.</summary>
    public required ReportFile? Report { get; init; }

    public required OutputFormat Format { get; init; }

    public required TextWriter Output { get; init; }

    public int Run(CancellationToken stop)
    {
        using var folder = Folder;
        if (Out is not null) OutputPath.Check(Out, "the classifier");
        using var source = Sources.Open(Input.Path, Input.Targets);
        using var test = Input.Test is null ? source.OpenTest() : Sources.Open(Input.Test, source.Targets.Count > 0 && Input.Targets.Count == 0 ? [] : Input.Targets, DataPart.Test);
        var table = TrainingTable.Of(source.ReadAll(), source.Targets, new TrainingDataOptions
        {
            Columns = Selection.Group is { } group ? Input.Columns with { Ignore = [.. Input.Columns.Ignore, group] } : Input.Columns,
            Schema = Input.Schema is null ? null : Schema.Read(Input.Schema),
            NoneClass = Input.NoneClass,
            Categories = Trainer.Categories(Options),
        });
        if (Input.Costs is not null) Options = Options with { Costs = CostsFile.Read(Input.Costs, table.Targets) };
        double heldOutShare = Input.HeldOut ?? (test is null && Selection.Folds is null ? HeldOutShare : 0);
        var (known, heldOut) = table.Split([.. Enumerable.Range(0, table.Rows)], heldOutShare, Options.Seed);
        Options = Input.Weights.Applied(Options, table, known);
        Trainer.LossFor(Options, table.Truth.Kind); // refused before a long search
        if (FindsLearningRate) return FindLearningRate(table, known, stop);
        var validated = Selection.Folds is { } folds ? CrossValidate(table, folds, stop) : null;
        if (validated is not null && Out is null && Folder is null && Report is null)
        {
            Keep(table.Schema);
            WriteValidated(table, validated);
            return 0;
        }
        var tuned = Selection.Trials == 0 ? null : Progress.Show(Format, report => Tuning.Search(table, known, Options, Selection.Trials, report, stop));
        var options = tuned?.Best ?? Options;
        var (training, validation) = table.Split(known, Trainer.ValidationShare(options), options.Seed);
        try
        {
            Train(table.Part(training, validation, heldOut), options, tuned, validated, test, source.Name, () => table.SelectRows(heldOut), stop);
        }
        catch (OperationCanceledException) when (Folder?.Saved is not null)
        {
            throw new InterruptedException($"interrupted; the run is safe up to {Folder.Saved}. Go on with: surprisal train --run {Folder.Path} --resume");
        }
        return 0;
    }

    int FindLearningRate(TrainingTable table, int[] known, CancellationToken stop)
    {
        var (training, validation) = table.Split(known, Trainer.ValidationShare(Options), Options.Seed);
        var data = table.Part(training, validation, []);
        var curve = Progress.Show(Format, report => LearningRateFinder.Find(data, Options, report, stop));
        if (Format == OutputFormat.Json) JsonOutput.Write(Output, json => LearningRateOutput.Write(json, curve));
        else LearningRateOutput.Write(Output, curve);
        return 0;
    }

    CrossValidationResult CrossValidate(TrainingTable table, int folds, CancellationToken stop)
    {
        int[] foldOf = Selection.Group is { } group ? Folds.Grouped(table.Truth, table.Groups(group), folds, Options.Seed) : Folds.Stratified(table.Truth, folds, Options.Seed);
        return Progress.Show(Format, report => CrossValidation.Run(table, foldOf, Options, Selection.Trials, report, stop));
    }

    void Train(
        TrainingData data, TrainingOptions options, TuningResult? tuned, CrossValidationResult? validated, DataSource? test, string name, Func<DataTable> heldOutRows,
        CancellationToken stop)
    {
        Trainer.Check(data, options); // refused before anything is written
        Keep(data.Schema);
        if (Format == OutputFormat.Text)
        {
            DataText.Write(Output, name, data, Options);
            if (validated is not null) CrossValidationOutput.Write(Output, validated);
            if (tuned is not null) TuningOutput.Write(Output, tuned);
        }
        Folder?.Open(data, options);
        if (Format == OutputFormat.Text)
            foreach (string notice in Folder?.Notices ?? []) Output.WriteLine($"  {notice}");
        var run = Progress.Show(Format, report => Trainer.Fit(data, options, Folder, report, stop));
        var heldOut = data.HeldOut is null ? null
            : Measure("rows held out", run, observe => Evaluator.Evaluate(run.Classifier, data.HeldOut, batch => observe(batch with { Table = Report is null ? null : heldOutRows() })));
        var tested = test is null ? null : Measure($"rows of {test.Name}", run, observe => Evaluator.Evaluate(run.Classifier, test, observe, stop));
        var warnings = ClassifierDiagnostics.Examine(run.Classifier, data.Training, run.Loss, run.InitialLoss);
        if (Out is not null) run.Classifier.Save(Out);
        Measured[] measured = [.. new[] { tested, heldOut }.OfType<Measured>()];
        if (Report is not null) TrainReport.Write(Report, name, data, options, run, tuned, validated, measured, warnings);
        if (Format == OutputFormat.Text) WriteText(run, measured, validated is not null, warnings);
        else JsonOutput.Write(Output, json => WriteJson(json, data, run, tuned, validated, heldOut?.Evaluation, tested?.Evaluation, warnings));
    }

    // Without a report nobody asks which rows were surprising.
    Measured Measure(string name, TrainingRun run, Func<Action<EvaluatedBatch>, IEvaluation> evaluate)
    {
        var surprising = new SurprisingRows(run.Classifier, ReportFile.SurprisingRows);
        var evaluation = evaluate(Report is null ? _ => { } : surprising.Add);
        return new(name, evaluation, surprising.Rows);
    }

    void WriteValidated(TrainingTable table, CrossValidationResult validated)
    {
        if (Format == OutputFormat.Json)
        {
            JsonOutput.Write(Output, json =>
            {
                json.WriteString("model", ModelOptions.NameOf(Options.Model));
                CrossValidationOutput.Write(json, validated);
            });
            return;
        }
        Output.WriteLine($"{table.Source}: {Figures.Count(table.Rows)} rows");
        CrossValidationOutput.Write(Output, validated);
        Output.WriteLine();
        Output.WriteLine("Keep a classifier trained on all rows with --out MODEL.safetensors.");
    }

    void Keep(Schema schema)
    {
        if (Input.SchemaOut is not null) schema.Write(Input.SchemaOut);
    }

    void WriteText(TrainingRun run, Measured[] measured, bool isValidated, IReadOnlyList<Finding> warnings)
    {
        Output.WriteLine($"{run.Description} in {Figures.Seconds(run.Elapsed)}");
        TuningText.Write(Output, run);
        Output.WriteLine();
        for (int i = 0; i < measured.Length; i++)
        {
            if (i > 0) Output.WriteLine();
            EvaluationText.Write(Output, measured[i].Evaluation, measured[i].Name);
        }

        if (measured.Length == 0 && !isValidated) Output.WriteLine("No rows are left to report on: give --test FILE, or hold some out by --validation.");
        Output.WriteLine();
        Warnings.Write(Output, warnings);
        Report?.Announce(Output);
        Output.WriteLine(Out is not null
            ? $"Saved to {Out}. Next: surprisal predict {Out} NEW.csv"
            : Input.Path == "digits" && Input.Targets.Count == 0
                ? "Try next: train --model mlp, train iris, or your own table: train FILE.csv --target COLUMN --out MODEL.safetensors"
                : "Keep the classifier with --out MODEL.safetensors; compare with --model mlp.");
    }

    void WriteJson(
        Utf8JsonWriter json, TrainingData data, TrainingRun run, TuningResult? tuned, CrossValidationResult? validated, IEvaluation? heldOut, IEvaluation? tested, IReadOnlyList<Finding> warnings)
    {
        json.WriteString("model", ModelOptions.NameOf(Options.Model));
        json.WriteString("loss", run.Loss.Info.Name);
        json.WriteNumber("train_rows", data.Training.Rows);
        json.WriteNumber("features", data.Training.Columns);
        if (run.Objective is { } objective) json.WriteNumber("objective", objective);
        else json.WriteNull("objective");
        json.WriteNumber("epochs", run.Epochs);
        json.WriteBoolean("converged", run.Converged);
        json.WriteNumber("seconds", double.Parse(run.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        json.WriteNumber("seed", Options.Seed);
        TuningText.Write(json, run);
        json.WriteStartArray("notices");
        foreach (string notice in data.Notices) json.WriteStringValue(notice);
        json.WriteEndArray();
        Warnings.Write(json, warnings);
        if (validated is not null) CrossValidationOutput.Write(json, validated);
        if (tuned is not null) TuningOutput.Write(json, tuned);
        json.WriteString("evaluated_on", tested is not null ? "test" : heldOut is not null ? "held_out" : "nothing");
        (tested ?? heldOut)?.WriteTo(json);
        if (tested is null || heldOut is null) return;
        json.WriteStartObject("held_out");
        heldOut.WriteTo(json);
        json.WriteEndObject();
    }
}
