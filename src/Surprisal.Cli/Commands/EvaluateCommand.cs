using System.CommandLine;
using Surprisal.Data;
using Surprisal.Losses;

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
        var format = CommonOptions.Format();
        var command = new ExampleCommand("evaluate", "Measure a saved classifier on data with known answers.", "surprisal evaluate iris.safetensors iris.csv")
        {
            model, data, target, threads, format,
        };
        command.SetAction((call, stop) => Task.FromResult(Run(
            call.GetRequiredValue(model), call.GetRequiredValue(data), call.GetValue(target), call.GetValue(threads), call.GetValue(format), call.InvocationConfiguration.Output, stop)));
        return command;
    }

    static int Run(string model, string data, string? target, int? threads, OutputFormat format, TextWriter output, CancellationToken stop)
    {
        var classifier = Classifier.Load(model);
        classifier.Threads = threads ?? Environment.ProcessorCount;
        using var source = Sources.Open(data, target is null ? [] : [target], DataPart.Test);
        var evaluation = Evaluator.Evaluate(classifier, source, stop);
        var warnings = Examine(classifier, data, target);
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
        return 0;
    }

    /// <summary>Looks at the first rows once more; standard input is gone by then.</summary>
    static IReadOnlyList<Finding> Examine(Classifier classifier, string data, string? target)
    {
        if (data == "-") return [];
        using var source = Sources.Open(data, target is null ? [] : [target], DataPart.Test);
        return source.ReadBatch(Classifier.BatchRows) is { } table ? ClassifierDiagnostics.Examine(classifier, classifier.Encoder.Encode(table, Truth.Required)) : [];
    }
}
