using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Memory that a thread keeps for its kernels, so that no call allocates.</summary>
static unsafe class Scratch
{
    [ThreadStatic]
    static AlignedBuffer<double>? s_memory;

    /// <summary>At least <paramref name="count"/> numbers that start on a cache line and hold anything. Valid until the thread asks again.</summary>
    public static double* Of(nint count)
    {
        if (s_memory is not { } memory || memory.Length < count)
        {
            s_memory?.Dispose();
            s_memory = memory = new AlignedBuffer<double>(checked((int)Math.Max(count, 4096)));
        }
        return memory.Pointer;
    }
}
