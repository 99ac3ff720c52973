using System.Globalization;

namespace Surprisal.Benchmarks.Stream;

/// <summary>A CSV file of any size whose best possible log-loss is known: normal features with four decimals, and an answer drawn from a linear model of them.</summary>
static class StreamFile
{
    // Logits of this deviation: neither all rows certain nor all a coin's throw.
    const double Strength = 2;

    /// <summary>Writes it.</summary>
    /// <returns>The mean entropy of the answers in nats, given the features: what no model can go below.</returns>
    public static double Write(string path, int rows, int columns)
    {
        var random = new Random(1);
        double[] weights = [.. Enumerable.Range(0, columns).Select(_ => Normal(random) * Strength / Math.Sqrt(columns))];
        using var file = new StreamWriter(path);
        file.Write(string.Concat(Enumerable.Range(1, columns).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i},"))) + "y\n");
        Span<char> cell = stackalloc char[16];
        double entropy = 0;
        for (int row = 0; row < rows; row++)
        {
            double logit = 0;
            foreach (double weight in weights)
            {
                double feature = Math.Round(Normal(random), 4);
                logit += weight * feature;
                feature.TryFormat(cell, out int length, "F4", CultureInfo.InvariantCulture);
                file.Write(cell[..length]);
                file.Write(',');
            }

            double p = 1 / (1 + Math.Exp(-logit));
            entropy -= p * Math.Log(p) + (1 - p) * Math.Log(1 - p);
            file.Write(random.NextDouble() < p ? "yes\n" : "no\n");
        }

        return entropy / rows;
    }

    // Box and Muller.
    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
