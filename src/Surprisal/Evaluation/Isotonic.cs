namespace Surprisal;

/// <summary>The best that any map of probabilities that keeps their order could make of them, on the very rows at hand.</summary>
static class Isotonic
{
    /// <summary>The least Σ −ln q of what is true, over all q that never fall as the probability rises: pool adjacent violators.</summary>
    /// <remarks>The same pools are best for every proper loss (Brümmer and du Preez, arXiv 1304.2331).</remarks>
    /// <param name="sorted">Sorted keys of <see cref="Ranking.Key"/>.</param>
    /// <returns>In nats.</returns>
    public static double LogLoss(ReadOnlySpan<uint> sorted)
    {
        // A pool is a number of rows and of those that are true; shares rise from pool to pool.
        var (rows, hits) = (new int[sorted.Length], new int[sorted.Length]);
        int pools = 0;
        for (int at = 0; at < sorted.Length;)
        {
            var (count, right) = (0, 0);
            uint probability = sorted[at] >> 1;
            for (; at < sorted.Length && sorted[at] >> 1 == probability; at++, count++) right += (int)(sorted[at] & 1);
            while (pools > 0 && (long)hits[pools - 1] * count >= (long)right * rows[pools - 1])
            {
                count += rows[--pools];
                right += hits[pools];
            }

            (rows[pools], hits[pools++]) = (count, right);
        }

        double loss = 0;
        for (int pool = 0; pool < pools; pool++) loss += rows[pool] * Shares.BinaryEntropy((double)hits[pool] / rows[pool]);
        return loss;
    }
}
