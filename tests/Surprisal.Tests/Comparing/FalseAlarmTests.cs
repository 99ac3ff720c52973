namespace Surprisal.Tests;

/// <summary>
/// Comparisons of three ways to learn that are equally good in truth. Each looks at two features, half of which all three share, and answers with the class whose mean is
/// nearer; splits of one table share rows, as those of real comparisons do, so that the three differ by luck, and by the same luck on every split.
/// </summary>
public sealed class FalseAlarmTests
{
    const int Splits = 10, Rows = 100, HeldOut = 20, Features = 2;
    const double Ratio = (double)HeldOut / (Rows - HeldOut);

    // In NumPy 4.2 of a hundred such comparisons alarmed (338 of 8,000), 8.0 where each figure is tested for itself; here 166 and 313 of 4,000. Of features that have nothing in
    // common, 4.7 of a hundred (470 of 10,000). Of a thousand, chance alone would count more than 50 in one of ten suites.
    [Fact]
    public void Without_a_difference_no_more_than_five_of_a_hundred_comparisons_show_one() => Assert.InRange(Alarms([1, 1, 1], Ratio, 4000), 0, 200);

    [Fact]
    public void The_plain_t_test_would_show_many() => Assert.InRange(Alarms([1, 1, 1], heldOutRatio: 0, 1000), 200, 1000);

    [Fact]
    public void A_real_difference_is_found() => Assert.InRange(Alarms([2.5, 0.5, 0.5], Ratio, 1000), 950, 1000);

    /// <summary>In how many comparisons a difference is shown between any two, in accuracy or in log-loss.</summary>
    /// <param name="distances">How far the two classes are apart in the features of each.</param>
    /// <param name="heldOutRatio">What the test allows for.</param>
    /// <param name="comparisons">How many.</param>
    static int Alarms(double[] distances, double heldOutRatio, int comparisons)
    {
        var random = new Random(1);
        int alarms = 0;
        for (int comparison = 0; comparison < comparisons; comparison++)
        {
            double[][] shared = Noise(random);
            double[][][] tables = [.. distances.Select(distance => Table(distance, shared, Noise(random)))];
            List<ComparedRun>[] runs = [.. distances.Select(_ => new List<ComparedRun>())];
            for (int seed = 1; seed <= Splits; seed++)
            {
                int[] order = [.. Enumerable.Range(0, Rows)];
                random.Shuffle(order);
                for (int i = 0; i < runs.Length; i++)
                {
                    var (accuracy, logLoss) = Judge(tables[i], order);
                    runs[i].Add(new() { Setting = "", Seed = seed, Loss = $"{i}", Accuracy = accuracy, LogLoss = logLoss, Fingerprint = $"{i}" });
                }
            }
            LossSummary[] losses = [.. runs.Select((of, i) => new LossSummary($"{i}", of, heldOutRatio, []))];
            var pairs = ComparedPairs.Of(losses, heldOutRatio);
            if (pairs.Accuracy.Concat(pairs.LogLoss).Any(pair => pair.Verdict == PairVerdict.DifferenceShown)) alarms++;
        }
        return alarms;
    }

    // Row r is of class r % 2.
    static double[][] Table(double distance, double[][] shared, double[][] own) =>
        [.. shared.Select((row, r) => row.Select((x, f) => (x + own[r][f]) / Math.Sqrt(2) + r % 2 * distance).ToArray())];

    static double[][] Noise(Random random) => [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Features).Select(_ => Gaussian(random)).ToArray())];

    /// <summary>Learns the means of the classes, each of variance 1, and answers by Bayes' rule: log p/(1 − p) is half the difference of the squared distances.</summary>
    static (double Accuracy, double LogLoss) Judge(double[][] table, int[] order)
    {
        double[][] means = [new double[Features], new double[Features]];
        foreach (int k in (int[])[0, 1])
        {
            int[] known = [.. order[HeldOut..].Where(row => row % 2 == k)];
            for (int f = 0; f < Features; f++) means[k][f] = known.Average(row => table[row][f]);
        }
        double[] margins = [.. order[..HeldOut].Select(row => (Distance(table[row], means[1 - row % 2]) - Distance(table[row], means[row % 2])) / 2)];
        return (margins.Average(margin => margin > 0 ? 1.0 : 0.0), margins.Average(margin => Math.Log(1 + Math.Exp(-margin))));
    }

    static double Distance(double[] row, double[] mean) => row.Zip(mean, (a, b) => (a - b) * (a - b)).Sum();

    static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
