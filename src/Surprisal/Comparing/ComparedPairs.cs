namespace Surprisal;

/// <summary>All pairs of losses in one figure.</summary>
static class ComparedPairs
{
    const double Level = 0.05;

    /// <summary>
    /// The pairs in the order of the losses. A loss that is the same function as an earlier one is paired with that one alone: testing it against the others again would
    /// only repeat tests, and make all of them stricter.
    /// </summary>
    /// <param name="losses">Each with its runs.</param>
    /// <param name="figure">The figure; null where a run has none. Pairs without common figures are left out.</param>
    /// <param name="heldOutRatio">Rows held out over rows learnt from.</param>
    public static IReadOnlyList<ComparedPair> Of(IReadOnlyList<LossSummary> losses, Func<ComparedRun, double?> figure, double heldOutRatio)
    {
        List<(LossSummary First, LossSummary Second, double[] Differences)> pairs = [];
        List<ComparedPair> identical = [];
        List<LossSummary> distinct = [];
        foreach (var loss in losses)
        {
            if (distinct.Find(other => AreIdentical(other, loss)) is { } same)
            {
                double[] zeros = Differences(same, loss, figure);
                if (zeros.Length > 0) identical.Add(new(same.Name, loss.Name, new(0, 0, 0), zeros, 1, PairVerdict.Identical));
                continue;
            }
            pairs.AddRange(distinct.Select(other => (other, loss, Differences(other, loss, figure))).Where(pair => pair.Item3.Length > 0));
            distinct.Add(loss);
        }
        double[] adjusted = ResampledTest.Holm([.. pairs.Select(pair => ResampledTest.PValue(pair.Differences, heldOutRatio))]);
        return
        [
            .. pairs.Select((pair, i) => new ComparedPair(
                pair.First.Name, pair.Second.Name, MeanInterval.OfSplits(pair.Differences, heldOutRatio), pair.Differences, adjusted[i],
                adjusted[i] < Level ? PairVerdict.DifferenceShown : PairVerdict.NoDifferenceShown)),
            .. identical,
        ];
    }

    static double[] Differences(LossSummary first, LossSummary second, Func<ComparedRun, double?> figure)
    {
        List<double> differences = [];
        foreach (var run in first.Finished)
        {
            var other = second.Finished.FirstOrDefault(r => r.Seed == run.Seed);
            if (other is not null && figure(run) is { } one && figure(other) is { } two) differences.Add(one == two ? 0 : one - two);
        }
        return [.. differences];
    }

    static bool AreIdentical(LossSummary first, LossSummary second) =>
        first.Runs.Select(r => (r.Seed, r.Fingerprint, r.Failure)).SequenceEqual(second.Runs.Select(r => (r.Seed, r.Fingerprint, r.Failure)));
}
