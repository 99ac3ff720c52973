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

    public required TrainingOptions Options { get; init; }

    public required string? Out { get; init; }

    public required OutputFormat Format { get; init; }

    public required TextWriter Output { get; init; }

    public int Run(CancellationToken stop)
    {
        if (Out is not null) Writable(Out);
        using var source = Sources.Open(Input.Path, Input.Targets);
        using var test = Input.Test is null ? source.OpenTest() : Sources.Open(Input.Test, source.Targets.Count > 0 && Input.Targets.Count == 0 ? [] : Input.Targets, DataPart.Test);
        var data = TrainingData.Read(source, new TrainingDataOptions
        {
            Columns = Input.Columns,
            Schema = Input.Schema is null ? null : Schema.Read(Input.Schema),
            NoneClass = Input.NoneClass,
            HeldOut = Input.HeldOut ?? (test is null ? HeldOutShare : 0),
            Validation = Trainer.ValidationShare(Options),
            Seed = Options.Seed,
        });
        var options = Input.Weights.Applied(Options, data.Training);
        Trainer.Checked(data.Training, options); // refused before anything is written
        if (Input.SchemaOut is not null) data.Schema.Write(Input.SchemaOut);
        if (Format == OutputFormat.Text) WriteData(source.Name, data);

        var run = Progress.Show(Format, report => Trainer.Fit(data, options, report, stop));
        var heldOut = data.HeldOut is null ? null : Evaluator.Evaluate(run.Classifier, data.HeldOut);
        var tested = test is null ? null : Evaluator.Evaluate(run.Classifier, test, stop);
        var warnings = ClassifierDiagnostics.Examine(run.Classifier, data.Training, run.Loss, run.InitialLoss);
        if (Out is not null) run.Classifier.Save(Out);
        if (Format == OutputFormat.Json) JsonOutput.Write(Output, json => WriteJson(json, data, run, heldOut, tested, warnings));
        else WriteText(run, heldOut, tested, test?.Name, warnings);
        return 0;
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
        string validation = data.Validation is null ? "" : $", {Figures.Count(data.Validation.Rows)} to stop early";
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

    void WriteText(TrainingRun run, IEvaluation? heldOut, IEvaluation? tested, string? testName, IReadOnlyList<Finding> warnings)
    {
        Output.WriteLine($"{run.Description} in {Figures.Seconds(run.Elapsed)}");
        Output.WriteLine();
        if (tested is not null) EvaluationText.Write(Output, tested, $"rows of {testName}");
        if (tested is not null && heldOut is not null) Output.WriteLine();
        if (heldOut is not null) EvaluationText.Write(Output, heldOut, "rows held out");
        if (tested is null && heldOut is null) Output.WriteLine("No rows are left to report on: give --test FILE, or hold some out by --validation.");
        Output.WriteLine();
        Warnings.Write(Output, warnings);
        Output.WriteLine(Out is not null
            ? $"Saved to {Out}. Next: surprisal predict {Out} NEW.csv"
            : Input.Path == "digits" && Input.Targets.Count == 0
                ? "Try next: train --model mlp, train iris, or your own table: train FILE.csv --target COLUMN --out MODEL.safetensors"
                : "Keep the classifier with --out MODEL.safetensors; compare with --model mlp.");
    }

    void WriteJson(Utf8JsonWriter json, TrainingData data, TrainingRun run, IEvaluation? heldOut, IEvaluation? tested, IReadOnlyList<Finding> warnings)
    {
        json.WriteString("model", Options.Model == ModelKind.Linear ? "linear" : "mlp");
        json.WriteString("loss", run.Loss.Info.Name);
        json.WriteNumber("train_rows", data.Training.Rows);
        json.WriteNumber("features", data.Training.Columns);
        if (run.Objective is { } objective) json.WriteNumber("objective", objective);
        else json.WriteNull("objective");
        json.WriteNumber("epochs", run.Epochs);
        json.WriteBoolean("converged", run.Converged);
        json.WriteNumber("seconds", double.Parse(run.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        json.WriteNumber("seed", Options.Seed);
        json.WriteStartArray("notices");
        foreach (string notice in data.Notices) json.WriteStringValue(notice);
        json.WriteEndArray();
        Warnings.Write(json, warnings);
        json.WriteString("evaluated_on", tested is not null ? "test" : heldOut is not null ? "held_out" : "nothing");
        (tested ?? heldOut)?.WriteTo(json);
        if (tested is null || heldOut is null) return;
        json.WriteStartObject("held_out");
        heldOut.WriteTo(json);
        json.WriteEndObject();
    }
}
