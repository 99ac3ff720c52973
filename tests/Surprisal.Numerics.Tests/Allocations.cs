namespace Surprisal.Numerics.Tests;

static class Allocations
{
    /// <summary>Bytes that <paramref name="action"/> allocates on this thread; the least of a few tries, as the runtime compiles and links here too.</summary>
    public static long Least(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
