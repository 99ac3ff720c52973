using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Gathers the figures of a <see cref="SoftLabelEvaluation"/> batch by batch, so that no more than a batch is ever in memory.</summary>
/// <remarks>Every sum is in double and goes row by row: how the rows are cut into batches does not change one bit of the result.</remarks>
public sealed class SoftLabelEvaluator
{
    readonly double[] _targetSums;
    long _rows;
    long _hits;
    double _crossEntropy;
    double _targetEntropy;
    double _brier;

    /// <summary>An evaluation that has seen no row yet.</summary>
    /// <param name="classCount">How many classes a distribution is over, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public SoftLabelEvaluator(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        _targetSums = new double[classCount];
    }

    /// <summary>Takes one batch in.</summary>
    /// <param name="probabilities">One row per example, one column per class.</param>
    /// <param name="targets">Each row's true distribution; as large as the probabilities.</param>
    /// <param name="crossEntropy">−Σ t·log p of each row in nats, computed from the logits.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a target is negative or NaN; nothing of the batch is taken in.</exception>
    public void Add(ReadOnlyMatrixSpan<float> probabilities, ReadOnlyMatrixSpan<float> targets, ReadOnlySpan<double> crossEntropy)
    {
        EvaluatorInput.CheckColumns(probabilities, _targetSums.Length);
        EvaluatorInput.CheckSize("targets", targets.Rows, targets.Columns, probabilities);
        EvaluatorInput.CheckRows("cross-entropy", crossEntropy.Length, probabilities.Rows);
        for (int at = 0; at < targets.Values.Length; at++)
        {
            if (!(targets.Values[at] >= 0)) ThrowTarget(at, targets.Values[at]);
        }

        for (int row = 0; row < probabilities.Rows; row++) AddRow(probabilities[row], targets[row], crossEntropy[row]);
    }

    void AddRow(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> targets, double crossEntropy)
    {
        double squares = 0, entropy = 0;
        for (int k = 0; k < targets.Length; k++)
        {
            double target = targets[k], gap = probabilities[k] - target;
            squares += gap * gap;
            if (target != 0) entropy -= target * Math.Log(target);
            _targetSums[k] += target;
        }

        _rows++;
        _crossEntropy += crossEntropy;
        _targetEntropy += entropy;
        _brier += squares;
        if (Shares.IndexOfLargest(probabilities) == Shares.IndexOfLargest(targets)) _hits++;
    }

    void ThrowTarget(int at, float target) => throw new ArgumentException(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"row {_rows + at / _targetSums.Length}: the target of class {at % _targetSums.Length} is {target}, expected a probability."));

    /// <summary>The figures of all rows so far.</summary>
    /// <exception cref="InvalidOperationException">No row was taken in.</exception>
    public SoftLabelEvaluation Result()
    {
        EvaluatorInput.CheckSeen(_rows);
        var prior = Array.ConvertAll(_targetSums, sum => sum / _rows);
        return new()
        {
            Rows = _rows,
            LogLoss = _crossEntropy / _rows,
            TargetEntropy = _targetEntropy / _rows,
            PriorLogLoss = Shares.CrossEntropy(prior, prior),
            UniformLogLoss = Math.Log(_targetSums.Length),
            Accuracy = (double)_hits / _rows,
            AccuracyInterval = ConfidenceInterval.Wilson(_hits, _rows),
            Brier = _brier / _rows,
        };
    }
}
