using System.Diagnostics;

namespace Surprisal.Numerics;

/// <summary>One thread waits, another tells it to go on, once per wait. The waiter spins for a moment before it sleeps.</summary>
sealed class SpinThenParkEvent : IDisposable
{
    const int Empty = 0, IsSet = 1, Parked = 2;

    readonly SemaphoreSlim _semaphore = new(0);
    int _state = Empty;

    /// <summary>Lets the waiter go on; what was written before is visible to it.</summary>
    public void Set()
    {
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
        do
        {
            // The clock costs as much as a few looks.
            for (int look = 0; look < 16; look++)
            {
                if (Volatile.Read(ref _state) == IsSet) return true;
                Thread.SpinWait(1);
            }
        }
        while (Stopwatch.GetElapsedTime(start) < limit);
        return false;
    }
}
