namespace Surprisal;

/// <summary>The figures of multi-label rows that need all probabilities at once.</summary>
sealed class MultiLabelScores
{
    readonly List<string> _remarks;

    public MultiLabelScores(ScoreSample<bool> sample, string[] names, double logLoss)
    {
        _remarks = [.. sample.Remarks];
        int rows = sample.Rows, labels = names.Length;
        Labels = new Ranking?[labels];
        var mean = new RankingMean();
        var all = new uint[rows * labels];
        double best = 0;
        for (int k = 0; k < labels; k++)
        {
            var keys = all.AsSpan(k * rows, rows);
            for (int row = 0; row < rows; row++) keys[row] = Ranking.Key(sample.Probabilities[row * labels + k], sample.Truths[row * labels + k]);
            keys.Sort();
            Labels[k] = Ranking.Of(keys);
            mean.Add(Labels[k], 1, names[k]);
            best += Isotonic.LogLoss(keys);
        }

        _remarks.AddRange(mean.Remarks("label", "labels"));
        Array.Sort(all);
        (Macro, Micro) = (mean.Even, Ranking.Of(all));
        Parts = LossParts.Of(logLoss, sample.MeanSurprisal / labels, best / all.Length);
        Reliability = ReliabilityCurve.Of(sample.Probabilities.ToArray(), sample.Truths.ToArray(), perRow: labels);
    }

    /// <summary>Each label's; null where no row or every row has it.</summary>
    public Ranking?[] Labels { get; }

    public Ranking? Macro { get; }

    /// <summary>All rows and labels thrown together.</summary>
    public Ranking? Micro { get; }

    public LossParts Parts { get; }

    public Reliability Reliability { get; }

    public IReadOnlyList<string> Remarks => _remarks;
}
