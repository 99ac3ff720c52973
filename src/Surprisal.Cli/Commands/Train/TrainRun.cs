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

    public required OutputFormat Format { get; init; }

    public required TextWriter Output { get; init; }

    public int Run(CancellationToken stop)
    {
        using var folder = Folder;
        if (Out is not null) Writable(Out);
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
        if (validated is not null && Out is null && Folder is null)
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
            Train(table.Part(training, validation, heldOut), options, tuned, validated, test, source.Name, stop);
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

    void Train(TrainingData data, TrainingOptions options, TuningResult? tuned, CrossValidationResult? validated, DataSource? test, string name, CancellationToken stop)
    {
        Trainer.Check(data, options); // refused before anything is written
        Keep(data.Schema);
        if (Format == OutputFormat.Text)
        {
            WriteData(name, data);
            if (validated is not null) CrossValidationOutput.Write(Output, validated);
            if (tuned is not null) TuningOutput.Write(Output, tuned);
        }
        Folder?.Open(data, options);
        if (Format == OutputFormat.Text)
            foreach (string notice in Folder?.Notices ?? []) Output.WriteLine($"  {notice}");
        var run = Progress.Show(Format, report => Trainer.Fit(data, options, Folder, report, stop));
        var heldOut = data.HeldOut is null ? null : Evaluator.Evaluate(run.Classifier, data.HeldOut);
        var tested = test is null ? null : Evaluator.Evaluate(run.Classifier, test, stop);
        var warnings = ClassifierDiagnostics.Examine(run.Classifier, data.Training, run.Loss, run.InitialLoss);
        if (Out is not null) run.Classifier.Save(Out);
        if (Format == OutputFormat.Text) WriteText(run, heldOut, tested, test?.Name, validated is not null, warnings);
        else JsonOutput.Write(Output, json => WriteJson(json, data, run, tuned, validated, heldOut, tested, warnings));
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

    // A long training must not end at a folder that is not there.
    static void Writable(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (Directory.Exists(path)) throw new DataException($"{path}: is a folder, expected a file name for the classifier");
        if (folder is not null && !Directory.Exists(folder)) throw new DataException($"{path}: there is no folder {folder}");
    }

    void WriteData(string name, TrainingData data)
    {
        var targets = data.Training.Targets!;
        string what = targets.Kind switch
        {
            TargetKind.ClassIndex => $"{Figures.Count(targets.ClassNames.Count)} classes of '{string.Join(", ", data.Encoder.Targets.Columns)}'",
            TargetKind.MultiLabel => $"{Figures.Count(targets.ClassNames.Count, "label", "labels")}, any of them at once",
            _ => $"soft labels over {Figures.Count(targets.ClassNames.Count)} classes",
        };
        Output.WriteLine($"{name}: {Figures.Count(data.Training.Columns, "feature", "features")}, {what}");
        WriteColumns(data, ColumnKind.Numeric, "numeric");
        WriteColumns(data, ColumnKind.Categorical, "categorical");
        WriteColumns(data, ColumnKind.Pixels, "pixels");
        WriteColumns(data, ColumnKind.Weight, "row weight");
        string validation = data.Validation is null ? "" : $", {Figures.Count(data.Validation.Rows)} {TuningText.Purpose(Options)}";
        string heldOut = data.HeldOut is null ? "" : $", {Figures.Count(data.HeldOut.Rows)} held out (seed {Options.Seed})";
        Output.WriteLine($"  {Figures.Count(data.Training.Rows)} rows to learn from{validation}{heldOut}");
        foreach (string notice in data.Notices) Output.WriteLine($"  {notice}");
    }

    void WriteColumns(TrainingData data, ColumnKind kind, string word)
    {
        const int most = 16;
        string[] names = [.. data.Schema.Columns.Where(c => c.Kind == kind).Select(c => c.Name)];
        if (names.Length == 0) return;
        string more = names.Length > most ? $" … ({Figures.Count(names.Length)} columns)" : "";
        Output.WriteLine($"  {word}: {string.Join(", ", names.Take(names.Length > most ? 4 : most))}{more}");
    }

    void WriteText(TrainingRun run, IEvaluation? heldOut, IEvaluation? tested, string? testName, bool isValidated, IReadOnlyList<Finding> warnings)
    {
        Output.WriteLine($"{run.Description} in {Figures.Seconds(run.Elapsed)}");
        TuningText.Write(Output, run);
        Output.WriteLine();
        if (tested is not null) EvaluationText.Write(Output, tested, $"rows of {testName}");
        if (tested is not null && heldOut is not null) Output.WriteLine();
        if (heldOut is not null) EvaluationText.Write(Output, heldOut, "rows held out");
        if (tested is null && heldOut is null && !isValidated) Output.WriteLine("No rows are left to report on: give --test FILE, or hold some out by --validation.");
        Output.WriteLine();
        Warnings.Write(Output, warnings);
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
