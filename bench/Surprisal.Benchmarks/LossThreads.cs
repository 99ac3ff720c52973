using Surprisal.Losses;

namespace Surprisal.Benchmarks;

/// <summary>The one place that says on how many threads a loss runs.</summary>
static class LossThreads
{
    /// <summary>How many threads a loss uses when <paramref name="wanted"/> are allowed: one, until losses have workers of their own.</summary>
    public static int Used(int wanted) => Math.Min(wanted, 1);

    /// <summary>The loss, held to <paramref name="threads"/> threads.</summary>
    public static Loss Limit(Loss loss, int threads)
    {
        // When losses have an init property for it: loss with { Threads = threads }, and Used returns what is wanted.
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return loss;
    }
}
