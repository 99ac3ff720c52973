using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Surprisal.Data;

namespace Surprisal.Benchmarks.Stream;

/// <summary>Reads a file, or learns from it in one pass, in a process of its own; for bench/stream/run.py.</summary>
static class StreamBenchmark
{
    // As StreamTrainer takes them, so that both read the file in the same way.
    const int BlockRows = 1 << 12;

    public const string Usage = "stream generate FILE ROWS COLUMNS | stream read FILE | stream train FILE";

    public static int Run(ReadOnlySpan<string> args, TextWriter output)
    {
        switch (args)
        {
            case ["generate", var path, var rows, var columns]:
                double entropy = StreamFile.Write(path, int.Parse(rows, CultureInfo.InvariantCulture), int.Parse(columns, CultureInfo.InvariantCulture));
                output.WriteLine(JsonSerializer.Serialize(new { entropy, bytes = new FileInfo(path).Length }));
                return 0;
            case ["read", var path]:
                var clock = Stopwatch.StartNew();
                return Report(output, Read(path), clock.Elapsed, logLoss: null);
            case ["train", var path]:
                var run = Train(path);
                return Report(output, run.TrainingRows + run.HeldOut!.Rows, run.Elapsed, Evaluator.Evaluate(run.Classifier, run.HeldOut).LogLoss);
            default:
                throw new ArgumentException($"expected {Usage}, got '{string.Join(' ', args!)}'");
        }
    }

    static long Read(string path)
    {
        using var source = DataSource.Open(path, ["y"]);
        long rows = 0;
        while (source.ReadBatch(BlockRows) is { } block) rows += block.Rows;
        return rows;
    }

    static StreamRun Train(string path)
    {
        using var source = DataSource.Open(path, ["y"]);
        return StreamTrainer.Fit(source, new() { HeldOut = 0.05 }, TrainingOptions.Default with { LearningRate = 0.003 }); // as the tool's defaults are
    }

    static int Report(TextWriter output, long rows, TimeSpan elapsed, double? logLoss)
    {
        using var process = Process.GetCurrentProcess();
        output.WriteLine(JsonSerializer.Serialize(new
        {
            rows,
            seconds = elapsed.TotalSeconds,
            processorSeconds = process.TotalProcessorTime.TotalSeconds,
            peakMebibytes = process.PeakWorkingSet64 / (double)(1 << 20),
            logLoss,
        }));
        return 0;
    }
}
