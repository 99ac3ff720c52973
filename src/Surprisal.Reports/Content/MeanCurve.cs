namespace Surprisal.Reports;

/// <summary>What the runs of each loss have in common as they learn.</summary>
static class MeanCurve
{
    /// <summary>A line per loss: the mean over its seeds after each epoch, with the 95 % interval of that mean where there are several.</summary>
    /// <param name="result">Of one setting.</param>
    /// <param name="figure">What is averaged; null leaves the loss out.</param>
    /// <param name="least">No interval reaches below.</param>
    /// <param name="most">Nor above.</param>
    public static IReadOnlyList<LineSeries> Of(ComparisonResult result, Func<ComparedEpoch, double?> figure, double least, double most)
    {
        double ratio = (double)result.Rows.HeldOut / (result.Rows.Training + result.Rows.Validation);
        List<LineSeries> lines = [];
        foreach (var loss in result.Losses)
        {
            double[][] runs = [.. loss.Finished.Select(run => run.Epochs.Select(figure).OfType<double>().ToArray()).Where(epochs => epochs.Length > 0)];
            if (runs.Length == 0) continue;
            var means = new MeanInterval[runs.Max(run => run.Length)];
            double[] values = new double[runs.Length];
            for (int epoch = 0; epoch < means.Length; epoch++)
            {
                // The mean of those that still go on would jump whenever one stops.
                for (int i = 0; i < runs.Length; i++) values[i] = runs[i][Math.Min(epoch, runs[i].Length - 1)];
                means[epoch] = MeanInterval.OfSplits(values, ratio).Within(least, most);
            }

            var line = new LineSeries(loss.Name, [.. Enumerable.Range(1, means.Length).Select(epoch => (double)epoch)], [.. means.Select(mean => mean.Mean)]);
            lines.Add(runs.Length == 1 ? line : line with { Low = [.. means.Select(mean => mean.Low)], High = [.. means.Select(mean => mean.High)] });
        }

        return lines;
    }
}
