namespace Surprisal.Tests;

/// <summary>
/// 1,000 comparisons of three ways to learn that are equally good in truth. Each looks at two features of its own, all drawn alike, and answers with the class whose mean is
/// nearer; splits of one table share rows, as those of real comparisons do, so that the three differ by luck, and by the same luck on every split.
/// </summary>
public sealed class FalseAlarmTests
{
    const int Comparisons = 1000, Splits = 10, Rows = 100, HeldOut = 20, Features = 2;
    const double Ratio = (double)HeldOut / (Rows - HeldOut);

    // 5 % of 1,000, and what chance adds to a count of 50 in less than one of a thousand suites: 3.09 · √(1000 · 0.05 · 0.95).
    const int MostFalseAlarms = 50 + 21;

    [Fact]
    public void Without_a_difference_no_more_than_five_of_a_hundred_comparisons_show_one() => Assert.InRange(Alarms([1, 1, 1], Ratio), 0, MostFalseAlarms);

    [Fact]
    public void The_plain_t_test_would_show_many() => Assert.InRange(Alarms([1, 1, 1], heldOutRatio: 0), 3 * MostFalseAlarms, Comparisons);

    [Fact]
    public void A_real_difference_is_found() => Assert.InRange(Alarms([2.5, 0.5, 0.5], Ratio), 900, Comparisons);

    /// <summary>In how many comparisons a difference is shown between any two.</summary>
    /// <param name="distances">How far the two classes are apart in the features of each.</param>
    /// <param name="heldOutRatio">What the test allows for.</param>
    static int Alarms(double[] distances, double heldOutRatio)
    {
        var random = new Random(1);
        int alarms = 0;
        for (int comparison = 0; comparison < Comparisons; comparison++)
        {
            double[][][] tables = [.. distances.Select(distance => Table(distance, random))];
            List<ComparedRun>[] runs = [.. distances.Select(_ => new List<ComparedRun>())];
            for (int seed = 1; seed <= Splits; seed++)
            {
                int[] order = [.. Enumerable.Range(0, Rows)];
                random.Shuffle(order);
                for (int i = 0; i < runs.Length; i++)
                    runs[i].Add(new() { Setting = "", Seed = seed, Loss = $"{i}", Accuracy = Accuracy(tables[i], order), Fingerprint = $"{i}" });
            }
            LossSummary[] losses = [.. runs.Select((of, i) => new LossSummary($"{i}", of, heldOutRatio, []))];
            if (ComparedPairs.Of(losses, run => run.Accuracy, heldOutRatio).Any(pair => pair.Verdict == PairVerdict.DifferenceShown)) alarms++;
        }
        return alarms;
    }

    // Row r is of class r % 2.
    static double[][] Table(double distance, Random random) =>
        [.. Enumerable.Range(0, Rows).Select(row => Enumerable.Range(0, Features).Select(_ => Gaussian(random) + row % 2 * distance).ToArray())];

    static double Accuracy(double[][] table, int[] order)
    {
        double[][] means = [new double[Features], new double[Features]];
        foreach (int k in (int[])[0, 1])
        {
            int[] known = [.. order[HeldOut..].Where(row => row % 2 == k)];
            for (int f = 0; f < Features; f++) means[k][f] = known.Average(row => table[row][f]);
        }
        return order[..HeldOut].Average(row => Distance(table[row], means[row % 2]) < Distance(table[row], means[1 - row % 2]) ? 1.0 : 0.0);
    }

    static double Distance(double[] row, double[] mean) => row.Zip(mean, (a, b) => (a - b) * (a - b)).Sum();

    static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
