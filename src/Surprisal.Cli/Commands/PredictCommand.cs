using System.CommandLine;
using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary><c>surprisal predict M DATA</c>: one line of probabilities per row, as it comes.</summary>
static class PredictCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "a classifier that train --out has saved" };
        var data = new Argument<string>("DATA") { Description = "CSV, TSV (gzip or not), an IDX folder (its t10k-* files), NPY, or - for standard input" };
        var result = CommonOptions.Text("--out", "FILE", "write the predictions there instead of to standard output");
        var threads = CommonOptions.Threads();
        var command = new ExampleCommand(
            "predict",
            "Predict with a saved classifier: CSV with the columns predicted, prob_<class> and, where the truth is there, surprisal in nats.",
            "surprisal predict iris.safetensors iris.csv")
        {
            model, data, result, threads,
        };
        command.SetAction((call, stop) => Task.FromResult(Run(
            call.GetRequiredValue(model), call.GetRequiredValue(data), call.GetValue(result), call.GetValue(threads), call.InvocationConfiguration.Output, stop)));
        return command;
    }

    static int Run(string model, string data, string? result, int? threads, TextWriter output, CancellationToken stop)
    {
        var classifier = Classifier.Load(model);
        classifier.Threads = threads ?? Environment.ProcessorCount;
        using var source = Sources.Open(data, [], DataPart.Test);
        if (result is null)
        {
            Predict(classifier, source, output, stop);
            return 0;
        }
        AtomicFile.Write(result, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            Predict(classifier, source, writer, stop);
        });
        return 0;
    }

    static void Predict(Classifier classifier, DataSource source, TextWriter output, CancellationToken stop)
    {
        var table = source.ReadBatch(Classifier.BatchRows);
        if (table is null) return;
        var predictions = classifier.Predict(table);
        using var csv = new PredictionCsv(output, classifier, withTruth: predictions.Surprisal is not null);
        csv.Write(predictions);
        while ((table = source.ReadBatch(Classifier.BatchRows)) is not null)
        {
            stop.ThrowIfCancellationRequested();
            csv.Write(classifier.Predict(table));
        }
    }
}
