using System.Diagnostics;

namespace Surprisal.Benchmarks.Worker;

/// <summary>Times call after call; keeps its own memory so that what is allocated belongs to the calls.</summary>
sealed class Stopwatches
{
    readonly long[] _ticks = new long[1 << 14];

    /// <summary>The median of the calls that fit in <paramref name="seconds"/>, at least one.</summary>
    public Reply Run(double seconds, Action call)
    {
        long until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        long total = GC.GetTotalAllocatedBytes(precise: true), byThread = GC.GetAllocatedBytesForCurrentThread();
        int count = 0;
        long now = Stopwatch.GetTimestamp();
        do
        {
            long start = now;
            call();
            now = Stopwatch.GetTimestamp();
            _ticks[count++] = now - start;
        }
        while (now < until && count < _ticks.Length);
        byThread = GC.GetAllocatedBytesForCurrentThread() - byThread;
        total = GC.GetTotalAllocatedBytes(precise: true) - total;
        var ticks = _ticks.AsSpan(0, count);
        ticks.Sort();
        double median = (ticks[(count - 1) / 2] + ticks[count / 2]) / 2.0;
        return new()
        {
            Seconds = median / Stopwatch.Frequency,
            Calls = count,
            AllocatedByThread = (double)byThread / count,
            AllocatedInAll = (double)total / count,
        };
    }
}
