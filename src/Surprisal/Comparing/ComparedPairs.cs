namespace Surprisal;

/// <summary>All pairs of losses, in accuracy and in log-loss.</summary>
static class ComparedPairs
{
    const double Level = 0.05;

    /// <summary>
    /// The pairs of each figure in the order of the losses. All tests of both figures are raised together: who reads two tables is misled by a false alarm in either, and with
    /// each table raised for itself some 8 of 100 comparisons of equals held one.
    /// </summary>
    /// <param name="losses">Each with its runs.</param>
    /// <param name="heldOutRatio">Rows held out over rows learnt from.</param>
    public static (IReadOnlyList<ComparedPair> Accuracy, IReadOnlyList<ComparedPair> LogLoss) Of(IReadOnlyList<LossSummary> losses, double heldOutRatio)
    {
        ComparedPair[] accuracy = Of(losses, run => run.Accuracy, heldOutRatio), logLoss = Of(losses, run => run.LogLoss, heldOutRatio);
        double[] raised = ResampledTest.Holm([.. accuracy.Concat(logLoss).Where(IsTested).Select(pair => pair.PValue)]);
        int next = 0;
        ComparedPair Judged(ComparedPair pair) => IsTested(pair) ? Raised(pair, raised[next++]) : pair;
        return (Array.ConvertAll(accuracy, Judged), Array.ConvertAll(logLoss, Judged));
    }

    /// <summary>
    /// The pairs in one figure, each with the p of its own test. A loss that is the same function as an earlier one is paired with that one alone: testing it against the
    /// others again would only repeat tests, and make all of them stricter. Pairs without common figures are left out.
    /// </summary>
    static ComparedPair[] Of(IReadOnlyList<LossSummary> losses, Func<ComparedRun, double?> figure, double heldOutRatio)
    {
        List<ComparedPair> pairs = [], identical = [];
        List<LossSummary> distinct = [];
        foreach (var loss in losses)
        {
            if (distinct.Find(other => AreIdentical(other, loss)) is { } same)
            {
                double[] zeros = Differences(same, loss, figure);
                if (zeros.Length > 0) identical.Add(new(same.Name, loss.Name, new(0, 0, 0), zeros, 1, PairVerdict.Identical));
                continue;
            }
            foreach (var other in distinct)
            {
                double[] differences = Differences(other, loss, figure);
                if (differences.Length == 0) continue;
                pairs.Add(new(
                    other.Name, loss.Name, MeanInterval.OfSplits(differences, heldOutRatio), differences, ResampledTest.PValue(differences, heldOutRatio),
                    PairVerdict.NoDifferenceShown));
            }
            distinct.Add(loss);
        }
        return [.. pairs, .. identical];
    }

    static bool IsTested(ComparedPair pair) => pair.Verdict != PairVerdict.Identical;

    static ComparedPair Raised(ComparedPair pair, double p) => pair with { PValue = p, Verdict = p < Level ? PairVerdict.DifferenceShown : PairVerdict.NoDifferenceShown };

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
