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

    /// <summary>The same where what is true is known as a probability.</summary>
    /// <param name="said">What each row was said to be, as any number that rises with its probability.</param>
    /// <param name="truth">The probability that it is true.</param>
    /// <returns>Σ −E ln q in nats.</returns>
    public static double LogLoss(ReadOnlySpan<double> said, ReadOnlySpan<double> truth)
    {
        double[] order = said.ToArray(), hits = truth.ToArray();
        Array.Sort(order, hits);
        int[] rows = new int[hits.Length];
        int pools = 0;
        for (int at = 0; at < order.Length;)
        {
            var (count, right) = (0, 0.0);
            double probability = order[at];
            // Pools never outrun the rows that are still to be read, so they take the place of those that were.
            for (; at < order.Length && order[at] == probability; at++, count++) right += hits[at];
            while (pools > 0 && hits[pools - 1] * count >= right * rows[pools - 1])
            {
                count += rows[--pools];
                right += hits[pools];
            }

            (rows[pools], hits[pools++]) = (count, right);
        }

        double loss = 0;
        for (int pool = 0; pool < pools; pool++) loss += rows[pool] * Shares.BinaryEntropy(Math.Clamp(hits[pool] / rows[pool], 0, 1));
        return loss;
    }
}
