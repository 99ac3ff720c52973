using Surprisal.Benchmarks.Guard;
using Surprisal.Benchmarks.Products;
using Surprisal.Benchmarks.Stream;
using Surprisal.Benchmarks.Worker;
using Surprisal.Data;

const string Usage = $"worker (JSON lines on standard input, for bench/losses/run.py) | guard [--update FILE] | {ProductBenchmark.Usage} | {StreamBenchmark.Usage}";
try
{
    return args switch
    {
        ["worker"] => WorkerLoop.Run(Console.In, Console.Out),
        ["guard"] => CodegenGuard.Check(Console.Out),
        ["guard", "--update", string file] => CodegenGuard.Update(file, Console.Out),
        ["products", string threads] => ProductBenchmark.Run(threads, Console.Out),
        ["stream", ..] => StreamBenchmark.Run(args.AsSpan(1), Console.Out),
        _ => throw new ArgumentException($"expected {Usage}, got '{string.Join(' ', args)}'"),
    };
}
catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException or FormatException or DataException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 2;
}
