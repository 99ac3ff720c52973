using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The figures of single-label rows that need all probabilities at once.</summary>
sealed class SingleLabelScores
{
    readonly ScoreSample<int> _sample;
    readonly string[] _names;
    readonly List<string> _remarks;

    public SingleLabelScores(ScoreSample<int> sample, string[] names, double logLoss)
    {
        (_sample, _names, _remarks) = (sample, names, [.. sample.Remarks]);
        if (names.Length == 2) RankTwo(logLoss);
        else RankEach(logLoss);
        Reliability = ReliabilityOfLikeliest();
    }

    /// <summary>Of the second of two classes, else the mean of each class against the rest; null where there is nothing to tell apart.</summary>
    public Ranking? Ranking { get; private set; }

    /// <summary>Of three classes or more: the mean weighted by the classes' rows.</summary>
    public Ranking? Weighted { get; private set; }

    public LossParts Parts { get; private set; }

    public Reliability Reliability { get; }

    public IReadOnlyList<string> Remarks => _remarks;

    void RankTwo(double logLoss)
    {
        var keys = Keys(1);
        Ranking = Surprisal.Ranking.Of(keys);
        if (Ranking is null) _remarks.Add($"no AUROC and average precision: every row is of class '{_names[_sample.Truths[0]]}'");
        Parts = LossParts.Of(logLoss, _sample.MeanSurprisal, Isotonic.LogLoss(keys) / _sample.Rows);
    }

    void RankEach(double logLoss)
    {
        var support = new long[_names.Length];
        foreach (int truth in _sample.Truths) support[truth]++;
        var mean = new RankingMean();
        for (int k = 0; k < _names.Length; k++) mean.Add(support[k] == 0 ? null : Surprisal.Ranking.Of(Keys(k)), support[k], _names[k]);
        (Ranking, Weighted) = (mean.Even, mean.Weighted);
        _remarks.AddRange(mean.Remarks("class", "classes"));
        var (before, after) = TemperatureLosses();
        Parts = LossParts.Of(logLoss, before, after);
    }

    uint[] Keys(int k)
    {
        var probabilities = _sample.Probabilities;
        var truths = _sample.Truths;
        var keys = new uint[_sample.Rows];
        for (int row = 0; row < keys.Length; row++) keys[row] = Surprisal.Ranking.Key(probabilities[row * _sample.Columns + k], truths[row] == k);
        Array.Sort(keys);
        return keys;
    }

    /// <summary>The mean log-loss as it is and at the best temperature.</summary>
    (double Before, double After) TemperatureLosses()
    {
        // Log-probabilities are logits. What a float rounds to 0 counts as its smallest number, but the surprisal of the truth is known from the logits.
        const double most = 1e4;
        float[] logits = new float[_sample.Probabilities.Length];
        for (int at = 0; at < logits.Length; at++) logits[at] = (float)Math.Log(Math.Max(_sample.Probabilities[at], float.Epsilon));
        for (int row = 0; row < _sample.Rows; row++) logits[row * _sample.Columns + _sample.Truths[row]] = (float)-Math.Min(_sample.Surprisal[row], most);

        int[] rows = new int[_sample.Rows];
        for (int row = 0; row < rows.Length; row++) rows[row] = row;
        var objective = new TemperatureObjective(logits.AsMatrix(_sample.Columns), new TargetSet(_names, _sample.Truths.ToArray()), rows, OutputActivation.Softmax);
        double inverse = TemperatureScaling.InverseTemperature(objective);
        return (objective.At(1).Loss / rows.Length, objective.At(inverse).Loss / rows.Length);
    }

    Reliability ReliabilityOfLikeliest()
    {
        float[] confidence = new float[_sample.Rows];
        bool[] hits = new bool[_sample.Rows];
        for (int row = 0; row < confidence.Length; row++)
        {
            var probabilities = _sample.Probabilities.Slice(row * _sample.Columns, _sample.Columns);
            int likeliest = Shares.IndexOfLargest(probabilities);
            (confidence[row], hits[row]) = (probabilities[likeliest], likeliest == _sample.Truths[row]);
        }

        return ReliabilityCurve.Of(confidence, hits, perRow: 1);
    }
}
