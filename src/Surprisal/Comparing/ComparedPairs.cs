namespace Surprisal;

/// <summary>All pairs of losses in one figure.</summary>
static class ComparedPairs
{
    const double Level = 0.05;

    /// <summary>The pairs in the order of the losses, the first of them in front.</summary>
    /// <param name="losses">Each with its runs.</param>
    /// <param name="figure">The figure; null where a run has none. Pairs without common figures are left out.</param>
    /// <param name="heldOutRatio">Rows held out over rows learnt from.</param>
    public static IReadOnlyList<ComparedPair> Of(IReadOnlyList<LossSummary> losses, Func<ComparedRun, double?> figure, double heldOutRatio)
    {
        List<(LossSummary First, LossSummary Second, double[] Differences)> pairs = [];
        for (int i = 0; i < losses.Count; i++)
        {
            for (int j = i + 1; j < losses.Count; j++)
            {
                double[] differences = Differences(losses[i], losses[j], figure);
                if (differences.Length > 0) pairs.Add((losses[i], losses[j], differences));
            }
        }
        bool[] identical = [.. pairs.Select(pair => AreIdentical(pair.First, pair.Second))];
        // The same function twice is no test: it would only make the others' stricter.
        double[] adjusted = ResampledTest.Holm([.. pairs.Where((_, i) => !identical[i]).Select(pair => ResampledTest.PValue(pair.Differences, heldOutRatio))]);
        int tested = 0;
        return [.. pairs.Select((pair, i) =>
        {
            double p = identical[i] ? 1 : adjusted[tested++];
            var verdict = identical[i] ? PairVerdict.Identical : p < Level ? PairVerdict.DifferenceShown : PairVerdict.NoDifferenceShown;
            return new ComparedPair(pair.First.Name, pair.Second.Name, MeanInterval.OfSplits(pair.Differences, heldOutRatio), pair.Differences, p, verdict);
        })];
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
