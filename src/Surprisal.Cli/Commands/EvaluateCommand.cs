using System.CommandLine;
using Surprisal.Data;
using Surprisal.Reports;

namespace Surprisal.Cli;

/// <summary><c>surprisal evaluate M DATA</c>: how well a saved classifier does on data with known answers.</summary>
static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "a classifier that train --out has saved" };
        var data = new Argument<string>("DATA") { Description = "CSV, TSV (gzip or not), an IDX folder (its t10k-* files), NPY, or - for standard input" };
        var target = CommonOptions.Text("--target", "FILE", "for NPY: the array of answers; a table's are found by the names the model knows");
        var threads = CommonOptions.Threads();
        var report = ReportFile.Option();
        var format = CommonOptions.Format();
        var command = new ExampleCommand("evaluate", "Measure a saved classifier on data with known answers.", "surprisal evaluate iris.safetensors iris.csv")
        {
            model, data, target, threads, report, format,
        };
        command.SetAction((call, stop) => Task.FromResult(Run(
            call.GetRequiredValue(model), call.GetRequiredValue(data), call.GetValue(target), call.GetValue(threads), ReportFile.Of(call.GetValue(report), call), call.GetValue(format), call.InvocationConfiguration.Output, stop)));
        return command;
    }

    static int Run(string model, string data, string? target, int? threads, ReportFile? report, OutputFormat format, TextWriter output, CancellationToken stop)
    {
        var classifier = Classifier.Load(model);
        classifier.Threads = threads ?? Environment.ProcessorCount;
        using var source = Sources.Open(data, target is null ? [] : [target], DataPart.Test);
        var diagnostics = new TargetDiagnostics(classifier);
        var surprising = new SurprisingRows(classifier, ReportFile.SurprisingRows);
        var evaluation = Evaluator.Evaluate(
            classifier, source, batch =>
            {
                diagnostics.Add(batch.Examples);
                if (report is not null) surprising.Add(batch);
            }, stop);
        var warnings = diagnostics.Findings();
        report?.Write(
            $"{Path.GetFileName(model)} on {source.Name}",
            [("classifier", $"{model}, trained by {classifier.LossName}"), ("data", $"{Figures.Count(evaluation.Rows)} rows of {source.Name}")],
            EvaluationReport.Figures(evaluation), [.. ReportFile.Warnings(warnings), .. EvaluationReport.Sections(evaluation, surprising.Rows)]);
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(output, json =>
            {
                evaluation.WriteTo(json);
                Warnings.Write(json, warnings);
            });
            return 0;
        }
        EvaluationText.Write(output, evaluation, $"rows of {source.Name}");
        Warnings.Write(output, warnings);
        report?.Announce(output);
        return 0;
    }
}
