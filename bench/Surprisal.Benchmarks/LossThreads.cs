using Surprisal.Losses;

namespace Surprisal.Benchmarks;

/// <summary>The one place that says on how many threads a loss runs.</summary>
static class LossThreads
{
    /// <summary>How many threads a loss uses when <paramref name="wanted"/> are allowed: no more than there are cores.</summary>
    public static int Used(int wanted) => Math.Min(wanted, Environment.ProcessorCount);

    /// <summary>The loss, held to <paramref name="threads"/> threads.</summary>
    public static Loss Limit(Loss loss, int threads) => loss with { Threads = threads };
}
