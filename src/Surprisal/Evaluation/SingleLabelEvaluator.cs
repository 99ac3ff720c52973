using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Gathers the figures of a <see cref="SingleLabelEvaluation"/> batch by batch, so that no more than a batch is ever in memory.</summary>
/// <remarks>Every sum is in double and goes row by row: how the rows are cut into batches does not change one bit of the result.</remarks>
public sealed class SingleLabelEvaluator
{
    readonly string[] _names;
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
    {
        _names = EvaluatorInput.Names(classNames, "classes", 2);
        (_support, _predicted, _hits) = (new long[_names.Length], new long[_names.Length], new long[_names.Length]);
        if (_names.Length <= SingleLabelEvaluation.ConfusionLimit) _confusion = new long[_names.Length, _names.Length];
    }

    /// <summary>Takes one batch in.</summary>
    /// <param name="probabilities">One row per example, one column per class. The largest is the prediction, the first of equals.</param>
    /// <param name="classes">The true class of each row, from 0.</param>
    /// <param name="surprisal">−log p of the true class of each row in nats, computed from the logits: from a probability that
    /// was rounded to 0 or 1 it would be infinite or 0.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a class is none of the model's; nothing of the batch is taken in.</exception>
    public void Add(ReadOnlyMatrixSpan<float> probabilities, ReadOnlySpan<int> classes, ReadOnlySpan<double> surprisal)
    {
        EvaluatorInput.CheckColumns(probabilities, _names.Length);
        EvaluatorInput.CheckRows("classes", classes.Length, probabilities.Rows);
        EvaluatorInput.CheckRows("surprisal", surprisal.Length, probabilities.Rows);
        for (int row = 0; row < classes.Length; row++)
        {
            if ((uint)classes[row] >= (uint)_names.Length)
                throw new ArgumentException($"row {_rows + row}: class {classes[row]} is outside 0..{_names.Length - 1}.");
        }

        for (int row = 0; row < classes.Length; row++) AddRow(probabilities[row], classes[row], surprisal[row]);
    }

    void AddRow(ReadOnlySpan<float> probabilities, int truth, double surprisal)
    {
        int predicted = Shares.IndexOfLargest(probabilities);
        double squares = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            double gap = probabilities[k] - (k == truth ? 1.0 : 0.0);
            squares += gap * gap;
        }

        _rows++;
        _surprisal += surprisal;
        _brier += squares;
        _support[truth]++;
        _predicted[predicted]++;
        if (predicted == truth) _hits[truth]++;
        if (_confusion is not null) _confusion[truth, predicted]++;
        _calibration.Add(probabilities[predicted], predicted == truth);
    }

    /// <summary>The figures of all rows so far.</summary>
    /// <param name="trainingPriors">The share of each class among the training rows, if
    /// <see cref="SingleLabelEvaluation.TrainingPriorLogLoss"/> is wanted.</param>
    /// <exception cref="InvalidOperationException">No row was taken in.</exception>
    /// <exception cref="ArgumentException">There are training priors, but not one per class.</exception>
    public SingleLabelEvaluation Result(ReadOnlySpan<double> trainingPriors = default)
    {
        EvaluatorInput.CheckSeen(_rows);
        if (!trainingPriors.IsEmpty && trainingPriors.Length != _names.Length)
            throw new ArgumentException($"training priors: expected {_names.Length}, got {trainingPriors.Length}.");

        var shares = Array.ConvertAll(_support, support => (double)support / _rows);
        var classes = new ClassFigures[_names.Length];
        for (int k = 0; k < classes.Length; k++) classes[k] = FiguresOf(k);
        long hits = _hits.Sum();
        return new()
        {
            Rows = _rows,
            LogLoss = _surprisal / _rows,
            PriorLogLoss = Shares.CrossEntropy(shares, shares),
            TrainingPriorLogLoss = trainingPriors.IsEmpty ? null : Shares.CrossEntropy(shares, trainingPriors),
            UniformLogLoss = Math.Log(_names.Length),
            Accuracy = (double)hits / _rows,
            AccuracyInterval = ConfidenceInterval.Wilson(hits, _rows),
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

    ClassFigures FiguresOf(int k) => new(
        _names[k],
        _support[k],
        Precision: Shares.Of(_hits[k], _predicted[k]),
        Recall: Shares.Of(_hits[k], _support[k]),
        F1: Shares.Of(2.0 * _hits[k], _predicted[k] + _support[k]));
}
