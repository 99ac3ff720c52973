using System.Diagnostics;

namespace Surprisal.Numerics;

/// <summary>One thread waits, another tells it to go on, once per wait. The waiter spins for a moment before it sleeps.</summary>
sealed class SpinThenParkEvent : IDisposable
{
    const int Empty = 0, IsSet = 1, Parked = 2;

    // From then on the thread waited for may run: both can share a processor, and without this a product of 12 µs took 420, the spinning
    // times of both. Yielding alone is not enough: Linux may run the same thread again.
    static readonly TimeSpan s_polite = TimeSpan.FromMicroseconds(3);

    readonly SemaphoreSlim _semaphore = new(0);
    int _state = Empty;

    // Where the last Set came from: most likely where the next one will.
    int _setter = -1;

    /// <summary>Lets the waiter go on; what was written before is visible to it.</summary>
    public void Set()
    {
        Volatile.Write(ref _setter, Thread.GetCurrentProcessorId());
        // The exchange decides who saw whom: a waiter that found Empty has left Parked here, or finds IsSet itself.
        if (Interlocked.Exchange(ref _state, IsSet) == Parked) _semaphore.Release();
    }

    /// <summary>Returns once <see cref="Set"/> was called, and forgets that call.</summary>
    public void Wait(TimeSpan spinning)
    {
        if (!Spin(spinning) && Interlocked.CompareExchange(ref _state, Parked, Empty) == Empty) _semaphore.Wait();
        Volatile.Write(ref _state, Empty);
    }

    public void Dispose() => _semaphore.Dispose();

    bool Spin(TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            // The clock costs as much as a few looks.
            for (int look = 0; look < 16; look++)
            {
                if (Volatile.Read(ref _state) == IsSet) return true;
                Thread.SpinWait(1);
            }

            elapsed = Stopwatch.GetElapsedTime(start);
            if (elapsed <= s_polite) continue;
            // On one's own processor the other thread cannot run before this one sleeps, and one that is woken up finds an idle processor by itself.
            if (Volatile.Read(ref _setter) == Thread.GetCurrentProcessorId()) return false;
            Thread.Yield();
        }
        while (elapsed < limit);
        return false;
    }
}
