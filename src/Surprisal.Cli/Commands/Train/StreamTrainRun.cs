using Surprisal.Data;
using Surprisal.Reports;

namespace Surprisal.Cli;

/// <summary>One call of <c>surprisal train --stream</c>: a linear model in one pass over a file that may be larger than memory.</summary>
sealed class StreamTrainRun
{
    const double HeldOutShare = 0.05;

    public required TrainInput Input { get; init; }

    public required TrainingOptions Options { get; init; }

    public required string? Out { get; init; }

    /// <summary>Where a report goes; null writes none.</summary>
    public required ReportFile? Report { get; init; }

    public required OutputFormat Format { get; init; }

    public required TextWriter Output { get; init; }

    public int Run(CancellationToken stop)
    {
        if (Options.Model != ModelKind.Linear) throw new UsageException("--stream trains linear models: leave out --model, or --stream");
        if (Input.Weights is not (null, null, null)) throw new UsageException("--stream does not know the classes before it has read the file: give weights and smoothing with the loss, such as --loss cross-entropy:label-smoothing=0.1");
        using var source = Sources.Open(Input.Path, Input.Targets);
        using var test = Input.Test is null ? source.OpenTest() : Sources.Open(Input.Test, Input.Targets, DataPart.Test);
        var decided = new TrainingDataOptions
        {
            Columns = Input.Columns,
            Schema = Input.Schema is null ? null : Schema.Read(Input.Schema),
            NoneClass = Input.NoneClass,
            HeldOut = Input.HeldOut ?? (test is null ? HeldOutShare : 0),
            Seed = Options.Seed,
        };
        var run = Progress.Show(Format, report => StreamTrainer.Fit(source, decided, Options, report, stop));
        if (Input.SchemaOut is not null) run.Schema.Write(Input.SchemaOut);
        var surprising = new SurprisingRows(run.Classifier, ReportFile.SurprisingRows);
        var evaluation = test is not null ? Evaluator.Evaluate(run.Classifier, test, surprising.Add, stop) : run.HeldOut is null ? null : Evaluator.Evaluate(run.Classifier, run.HeldOut, surprising.Add);
        if (Out is not null) run.Classifier.Save(Out);
        WriteReport(run, evaluation, surprising.Rows, source.Name, test?.Name);
        if (Format == OutputFormat.Json) WriteJson(run, evaluation, test is not null);
        else WriteText(run, evaluation, source.Name, test?.Name);
        return 0;
    }

    void WriteReport(StreamRun run, IEvaluation? evaluation, IReadOnlyList<SurprisingRow> surprising, string name, string? testName) => Report?.Write(
        $"{name}: linear model",
        [
            ("data", $"{name}: {Figures.Count(run.TrainingRows)} rows to learn from, in one pass"),
            ("measured on", evaluation is null ? "nothing" : $"{Figures.Count(evaluation.Rows)} {(testName is null ? "rows held out" : $"rows of {testName}")}"),
            ("model", $"Linear model, {run.Loss.Info.Name}"), ("time", $"{Figures.Seconds(run.Elapsed)} of training"), ("seed", $"{Options.Seed}"),
        ],
        evaluation is null ? [] : EvaluationReport.Figures(evaluation),
        evaluation is null ? [] : EvaluationReport.Sections(evaluation, surprising));

    void WriteText(StreamRun run, IEvaluation? evaluation, string name, string? testName)
    {
        Output.WriteLine($"{name}: {Figures.Count(run.Classifier.Encoder.Features.Count, "feature", "features")}, {Figures.Count(run.Classifier.ClassNames.Count)} classes");
        Output.WriteLine($"Linear model, {run.Loss.Info.Name}, one pass over {Figures.Count(run.TrainingRows)} rows in {Figures.Seconds(run.Elapsed)}");
        Output.WriteLine();
        if (evaluation is not null) EvaluationText.Write(Output, evaluation, testName is null ? "rows held out" : $"rows of {testName}");
        Report?.Announce(Output);
        if (Out is not null) Output.WriteLine($"Saved to {Out}. Next: surprisal predict {Out} NEW.csv");
    }

    void WriteJson(StreamRun run, IEvaluation? evaluation, bool isTest) => JsonOutput.Write(Output, json =>
    {
        json.WriteString("model", "linear");
        json.WriteString("loss", run.Loss.Info.Name);
        json.WriteNumber("train_rows", run.TrainingRows);
        json.WriteNumber("features", run.Classifier.Encoder.Features.Count);
        json.WriteNumber("seconds", Math.Round(run.Elapsed.TotalSeconds, 3));
        json.WriteNumber("seed", Options.Seed);
        json.WriteString("evaluated_on", isTest ? "test" : evaluation is not null ? "held_out" : "nothing");
        evaluation?.WriteTo(json);
    });
}
