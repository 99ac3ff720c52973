using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Gathers the figures of a <see cref="SingleLabelEvaluation"/> batch by batch.</summary>
/// <remarks>The probabilities are kept for those figures that need all of them, of more than 50 million a random sample of rows. Every sum is in double and goes row by row: how the rows are cut into batches does not change one bit of the result.</remarks>
public sealed class SingleLabelEvaluator
{
    static readonly int[] s_topCounts = [2, 3, 5];

    readonly string[] _names;
    readonly Decision _decision;
    readonly ScoreSample<int> _sample;
    readonly int[] _topCounts;
    readonly long[] _topHits;
    readonly long[] _support;
    readonly long[] _predicted;
    readonly long[] _hits;
    readonly long[,]? _confusion;
    readonly CalibrationTally _calibration = new();
    long _rows;
    double _surprisal;
    double _brier;

    /// <summary>An evaluation that has seen no row yet.</summary>
    /// <param name="classNames">The model's classes, in the order of its probabilities; at least 2.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public SingleLabelEvaluator(IReadOnlyList<string> classNames)
        : this(classNames, decision: null)
    {
    }

    internal SingleLabelEvaluator(IReadOnlyList<string> classNames, Decision? decision, int mostNumbers = EvaluatorInput.MostNumbers)
    {
        _names = EvaluatorInput.Names(classNames, "classes", 2);
        _decision = decision ?? Decision.Default(TargetKind.ClassIndex, _names.Length);
        _sample = new(_names.Length, truthsPerRow: 1, mostNumbers);
        _topCounts = Array.FindAll(s_topCounts, count => count < _names.Length);
        _topHits = new long[_topCounts.Length];
        (_support, _predicted, _hits) = (new long[_names.Length], new long[_names.Length], new long[_names.Length]);
        if (_names.Length <= SingleLabelEvaluation.ConfusionLimit) _confusion = new long[_names.Length, _names.Length];
    }

    /// <summary>Takes one batch in.</summary>
    /// <param name="probabilities">One row per example, one column per class. The largest is the prediction, the first of equals.</param>
    /// <param name="classes">The true class of each row, from 0.</param>
    /// <param name="surprisal">−log p of the true class of each row in nats, computed from the logits: from a probability that
    /// was rounded to 0 or 1 it would be infinite or 0.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a class is none of the model's, or a probability is none; nothing of the batch is taken in.</exception>
    public void Add(ReadOnlyMatrixSpan<float> probabilities, ReadOnlySpan<int> classes, ReadOnlySpan<double> surprisal)
    {
        EvaluatorInput.CheckColumns(probabilities, _names.Length);
        EvaluatorInput.CheckRows("classes", classes.Length, probabilities.Rows);
        EvaluatorInput.CheckRows("surprisal", surprisal.Length, probabilities.Rows);
        EvaluatorInput.CheckProbabilities(probabilities, _rows);
        for (int row = 0; row < classes.Length; row++)
        {
            if ((uint)classes[row] >= (uint)_names.Length)
                throw new ArgumentException($"row {_rows + row}: class {classes[row]} is outside 0..{_names.Length - 1}.");
        }

        for (int row = 0; row < classes.Length; row++) AddRow(probabilities[row], classes[row], surprisal[row]);
    }

    void AddRow(ReadOnlySpan<float> probabilities, int truth, double surprisal)
    {
        int predicted = _decision.Class(probabilities), likeliest = Shares.IndexOfLargest(probabilities), before = 0;
        double squares = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            double gap = probabilities[k] - (k == truth ? 1.0 : 0.0);
            squares += gap * gap;
            // Of equals scikit-learn takes the last for the likelier.
            if (probabilities[k] > probabilities[truth] || (k > truth && probabilities[k] == probabilities[truth])) before++;
        }

        for (int i = 0; i < _topCounts.Length; i++)
        {
            if (before < _topCounts[i]) _topHits[i]++;
        }

        _rows++;
        _surprisal += surprisal;
        _brier += squares;
        _support[truth]++;
        _predicted[predicted]++;
        if (predicted == truth) _hits[truth]++;
        if (_confusion is not null) _confusion[truth, predicted]++;
        _calibration.Add(probabilities[likeliest], likeliest == truth);
        _sample.Add(probabilities, [truth], surprisal);
    }

    /// <summary>The figures of all rows so far.</summary>
    /// <param name="trainingPriors">The share of each class among the training rows, if
    /// <see cref="SingleLabelEvaluation.TrainingPriorLogLoss"/> is wanted.</param>
    /// <exception cref="InvalidOperationException">No row was taken in.</exception>
    /// <exception cref="ArgumentException">There are training priors, but not one per class.</exception>
    public SingleLabelEvaluation Result(ReadOnlySpan<double> trainingPriors = default)
    {
        EvaluatorInput.CheckSeen(_rows);
        var shares = Array.ConvertAll(_support, support => (double)support / _rows);
        var classes = new ClassFigures[_names.Length];
        for (int k = 0; k < classes.Length; k++) classes[k] = FiguresOf(k);
        long hits = _hits.Sum();
        var scores = new SingleLabelScores(_sample, _names, _surprisal / _rows);
        return new()
        {
            Rows = _rows,
            LogLoss = _surprisal / _rows,
            PriorLogLoss = Shares.CrossEntropy(shares, shares),
            TrainingPriorLogLoss = CrossEntropy(shares, trainingPriors),
            UniformLogLoss = Math.Log(_names.Length),
            Accuracy = (double)hits / _rows,
            AccuracyInterval = ConfidenceInterval.Wilson(hits, _rows),
            BalancedAccuracy = classes.Where(figures => figures.Support > 0).Average(figures => figures.Recall),
            MatthewsCorrelation = Matthews(hits),
            TopAccuracies = [.. _topCounts.Select((count, i) => new TopAccuracy(count, (double)_topHits[i] / _rows))],
            RocAuc = scores.Ranking?.RocAuc,
            WeightedRocAuc = scores.Weighted?.RocAuc,
            AveragePrecision = scores.Ranking?.AveragePrecision,
            WeightedAveragePrecision = scores.Weighted?.AveragePrecision,
            CalibrationLoss = scores.Parts.Calibration,
            RefinementLoss = scores.Parts.Refinement,
            Reliability = scores.Reliability,
            Remarks = scores.Remarks,
            MacroPrecision = classes.Average(figures => figures.Precision),
            MacroRecall = classes.Average(figures => figures.Recall),
            MacroF1 = classes.Average(figures => figures.F1),
            WeightedF1 = classes.Sum(figures => figures.F1 * figures.Support) / _rows,
            Brier = _brier / _rows,
            Calibration = _calibration.Result(),
            Classes = classes,
            Confusion = (long[,]?)_confusion?.Clone(),
        };
    }

    static double? CrossEntropy(double[] shares, ReadOnlySpan<double> trainingPriors)
    {
        if (trainingPriors.IsEmpty) return null;
        return trainingPriors.Length == shares.Length ? Shares.CrossEntropy(shares, trainingPriors)
            : throw new ArgumentException($"training priors: expected {shares.Length}, got {trainingPriors.Length}.");
    }

    ClassFigures FiguresOf(int k) => new(
        _names[k],
        _support[k],
        Precision: Shares.Of(_hits[k], _predicted[k]),
        Recall: Shares.Of(_hits[k], _support[k]),
        F1: Shares.Of(2.0 * _hits[k], _predicted[k] + _support[k]));

    /// <summary>The correlation of truths and predictions of several classes (Gorodkin 2004); 0 where either is always the same.</summary>
    double Matthews(long hits)
    {
        double rows = _rows, both = 0, truths = 0, predictions = 0;
        for (int k = 0; k < _names.Length; k++)
        {
            both += (double)_support[k] * _predicted[k];
            truths += (double)_support[k] * _support[k];
            predictions += (double)_predicted[k] * _predicted[k];
        }

        return Shares.Of(hits * rows - both, Math.Sqrt((rows * rows - truths) * (rows * rows - predictions)));
    }
}
