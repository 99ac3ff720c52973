using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Benchmarks.Products;

/// <summary>Matrix products beside OpenBLAS's, in one process on the same memory, turn by turn; for bench/products/run.py.</summary>
static class ProductBenchmark
{
    const int Turns = 15;
    const double TurnSeconds = 0.02, Settling = 0.05, Pause = 0.12;
    const double Tolerance = 1e-5;

    public const string Usage = "products THREADS";

    public static int Run(string threadCount, TextWriter output)
    {
        if (!int.TryParse(threadCount, CultureInfo.InvariantCulture, out int threads) || threads < 1) throw new ArgumentException($"expected {Usage}, got '{threadCount}' threads");
        if (!OpenBlas.IsHere) throw new ArgumentException("OpenBLAS is not installed: apt-get install libopenblas0");
        OpenBlas.Use(threads);
        using var pool = new WorkerPool(threads);
        using var product = new MatrixProduct(pool);
        output.WriteLine(JsonSerializer.Serialize(new { runtime = RuntimeInformation.FrameworkDescription, peer = OpenBlas.Description }));
        foreach (var work in ProductCase.All)
        {
            output.WriteLine(JsonSerializer.Serialize(Measured(work, product)));
            output.Flush();
        }

        return 0;
    }

    static object Measured(ProductCase work, MatrixProduct product)
    {
        using var a = Random(work.Rows * work.Depth, seed: 1);
        using var b = Random(work.Depth * work.Columns, seed: 2);
        using AlignedBuffer<float> ours = new(work.Rows * work.Columns), theirs = new(work.Rows * work.Columns);
        var (peerCall, ourCall) = Calls(work, product, a, b, theirs, ours);
        double error = Difference(peerCall, ourCall, theirs, ours);
        if (!(error <= Tolerance)) throw new ArgumentException($"{work}: the two sides differ by {error:0.0e0} of the largest entry");
        // The first turns warm both sides up.
        for (int i = 0; i < 3; i++) _ = (Time(peerCall), Time(ourCall));
        var peer = new double[Turns];
        var our = new double[Turns];
        for (int i = 0; i < Turns; i++) (peer[i], our[i]) = (Time(peerCall), Time(ourCall));
        return new
        {
            where = work.Where,
            rows = work.Rows,
            depth = work.Depth,
            columns = work.Columns,
            transposeA = work.TransposeA,
            transposeB = work.TransposeB,
            goal = work.Goal,
            operations = work.Operations,
            peer,
            ours = our,
            error,
        };
    }

    static (Action Peer, Action Ours) Calls(ProductCase work, MatrixProduct product, AlignedBuffer<float> a, AlignedBuffer<float> b, AlignedBuffer<float> theirs, AlignedBuffer<float> ours)
    {
        int aColumns = work.TransposeA ? work.Rows : work.Depth, bColumns = work.TransposeB ? work.Depth : work.Columns;
        return (
            () => OpenBlas.Multiply(a.Span.AsMatrix(aColumns), b.Span.AsMatrix(bColumns), theirs.Span.AsMatrix(work.Columns), work.TransposeA, work.TransposeB),
            () => product.Multiply(a.Span.AsMatrix(aColumns), b.Span.AsMatrix(bColumns), ours.Span.AsMatrix(work.Columns), work.TransposeA, work.TransposeB));
    }

    static double Difference(Action peerCall, Action ourCall, AlignedBuffer<float> theirs, AlignedBuffer<float> ours)
    {
        peerCall();
        ourCall();
        double largest = 0, difference = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(theirs.Span[i]));
            difference = Math.Max(difference, Math.Abs(theirs.Span[i] - ours.Span[i]));
        }

        return difference / largest;
    }

    /// <summary>The median call of a turn, in seconds.</summary>
    static double Time(Action call)
    {
        // OpenBLAS's threads stay awake for some 30 to 100 ms after a call and slow the other side down; a pause lets them sleep first.
        Thread.Sleep(TimeSpan.FromSeconds(Pause));
        // Threads that wake up together may find themselves on one processor, until the system moves one of them.
        Repeat(call, Settling);
        var calls = Repeat(call, TurnSeconds);
        calls.Sort();
        return calls[calls.Count / 2];
    }

    static List<double> Repeat(Action call, double seconds)
    {
        var calls = new List<double>(1 << 12);
        long start = Stopwatch.GetTimestamp();
        while (calls.Count < 5 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            long before = Stopwatch.GetTimestamp();
            call();
            calls.Add(Stopwatch.GetElapsedTime(before).TotalSeconds);
        }

        return calls;
    }

    static AlignedBuffer<float> Random(int length, int seed)
    {
        var random = new Random(seed);
        var buffer = new AlignedBuffer<float>(length);
        for (int i = 0; i < length; i++) buffer.Span[i] = random.NextSingle() * 2 - 1;
        return buffer;
    }
}
