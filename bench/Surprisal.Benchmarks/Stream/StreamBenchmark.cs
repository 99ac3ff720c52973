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
        var clock = Stopwatch.StartNew();
        switch (args)
        {
            case ["generate", var path, var rows, var columns]:
                double entropy = StreamFile.Write(path, int.Parse(rows, CultureInfo.InvariantCulture), int.Parse(columns, CultureInfo.InvariantCulture));
                output.WriteLine(JsonSerializer.Serialize(new { entropy, bytes = new FileInfo(path).Length }));
                return 0;
            case ["read", var path]:
                return Report(output, clock, Read(path), logLoss: null);
            case ["train", var path]:
                var (rowsLearnt, logLoss) = Train(path);
                return Report(output, clock, rowsLearnt, logLoss);
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

    static (long Rows, double LogLoss) Train(string path)
    {
        using var source = DataSource.Open(path, ["y"]);
        var options = TrainingOptions.Default with { LearningRate = 0.003 };
        var run = StreamTrainer.Fit(source, new() { HeldOut = 0.05 }, options);
        return (run.TrainingRows + run.HeldOut!.Rows, Evaluator.Evaluate(run.Classifier, run.HeldOut).LogLoss);
    }

    static int Report(TextWriter output, Stopwatch clock, long rows, double? logLoss)
    {
        using var process = Process.GetCurrentProcess();
        output.WriteLine(JsonSerializer.Serialize(new
        {
            rows,
            seconds = clock.Elapsed.TotalSeconds,
            processorSeconds = process.TotalProcessorTime.TotalSeconds,
            peakMebibytes = process.PeakWorkingSet64 / (double)(1 << 20),
            logLoss,
        }));
        return 0;
    }
}
