using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Gathers the figures of a <see cref="MultiLabelEvaluation"/> batch by batch.</summary>
/// <remarks>The probabilities are kept for those figures that need all of them, of more than 50 million a random sample of rows. Every sum is in double and goes row by row: how the rows are cut into batches does not change one bit of the result.</remarks>
public sealed class MultiLabelEvaluator
{
    readonly string[] _names;
    readonly Decision _decision;
    readonly ScoreSample<bool> _sample;
    readonly Tally[] _labels;
    readonly bool[] _truths;
    readonly CalibrationTally _calibration = new();
    long _rows;
    long _exactRows;
    double _brier;

    /// <summary>An evaluation that has seen no row yet.</summary>
    /// <param name="labelNames">The model's labels, in the order of its probabilities; at least 1.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public MultiLabelEvaluator(IReadOnlyList<string> labelNames)
        : this(labelNames, decision: null)
    {
    }

    internal MultiLabelEvaluator(IReadOnlyList<string> labelNames, Decision? decision, int mostNumbers = EvaluatorInput.MostNumbers)
    {
        _names = EvaluatorInput.Names(labelNames, "label", 1);
        _decision = decision ?? Decision.Default(TargetKind.MultiLabel, _names.Length);
        _sample = new(_names.Length, truthsPerRow: _names.Length, mostNumbers);
        _labels = new Tally[_names.Length];
        _truths = new bool[_names.Length];
    }

    /// <summary>Takes one batch in.</summary>
    /// <param name="probabilities">One row per example, one column per label. A label is predicted when its probability is above ½.</param>
    /// <param name="truths">1 where the row has the label, 0 where not; as large as the probabilities.</param>
    /// <param name="surprisal">−log p of what is true of each row and label in nats, computed from the logits; as large as the probabilities.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a truth is neither 0 nor 1, or a probability is none; nothing of the batch is taken in.</exception>
    public void Add(ReadOnlyMatrixSpan<float> probabilities, ReadOnlyMatrixSpan<float> truths, ReadOnlyMatrixSpan<double> surprisal)
    {
        EvaluatorInput.CheckColumns(probabilities, _names.Length);
        EvaluatorInput.CheckSize("truths", truths.Rows, truths.Columns, probabilities);
        EvaluatorInput.CheckSize("surprisal", surprisal.Rows, surprisal.Columns, probabilities);
        EvaluatorInput.CheckProbabilities(probabilities, _rows);
        int strange = truths.Values.IndexOfAnyExcept(0f, 1f);
        if (strange >= 0)
        {
            (long row, int label) = (_rows + strange / _names.Length, strange % _names.Length);
            throw new ArgumentException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"row {row}: label '{_names[label]}' is {truths.Values[strange]}, expected 0 or 1."));
        }

        for (int row = 0; row < probabilities.Rows; row++) AddRow(probabilities[row], truths[row], surprisal[row]);
    }

    void AddRow(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> truths, ReadOnlySpan<double> surprisal)
    {
        bool exact = true;
        double whole = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            double probability = probabilities[k];
            bool truth = truths[k] == 1;
            exact &= _labels[k].Add(_decision.Has(k, probabilities[k]), truth, surprisal[k]);
            _truths[k] = truth;
            whole += surprisal[k];
            _brier += (probability - truths[k]) * (probability - truths[k]);
            _calibration.Add(probability, truth);
        }

        _sample.Add(probabilities, _truths, whole);
        _rows++;
        if (exact) _exactRows++;
    }

    /// <summary>The figures of all rows so far.</summary>
    /// <exception cref="InvalidOperationException">No row was taken in.</exception>
    public MultiLabelEvaluation Result()
    {
        EvaluatorInput.CheckSeen(_rows);
        var total = default(Tally);
        foreach (var label in _labels) total.Add(label);
        double answers = (double)_rows * _names.Length;
        var scores = new MultiLabelScores(_sample, _names, total.Surprisal / answers);
        var labels = new LabelFigures[_names.Length];
        for (int k = 0; k < labels.Length; k++) labels[k] = _labels[k].Figures(_names[k], _rows, scores.Labels[k], _decision.Thresholds[k]);
        return new()
        {
            Rows = _rows,
            LogLoss = total.Surprisal / answers,
            PriorLogLoss = labels.Average(label => Shares.BinaryEntropy(label.Prevalence)),
            UniformLogLoss = Math.Log(2),
            Accuracy = (double)_exactRows / _rows,
            AccuracyInterval = ConfidenceInterval.Wilson(_exactRows, _rows),
            LabelAccuracy = total.Right / answers,
            HammingLoss = (answers - total.Right) / answers,
            MicroF1 = total.F1,
            MacroF1 = labels.Average(label => label.F1),
            RocAuc = scores.Macro?.RocAuc,
            MicroRocAuc = scores.Micro?.RocAuc,
            AveragePrecision = scores.Macro?.AveragePrecision,
            MicroAveragePrecision = scores.Micro?.AveragePrecision,
            CalibrationLoss = scores.Parts.Calibration,
            RefinementLoss = scores.Parts.Refinement,
            Reliability = scores.Reliability,
            Remarks = scores.Remarks,
            Brier = _brier / answers,
            Calibration = _calibration.Result(),
            Labels = labels,
        };
    }

    /// <summary>What one label's rows, or all, come to.</summary>
    struct Tally
    {
        public long Right;
        public double Surprisal;
        long _support;
        long _predicted;
        long _hits;

        public readonly double F1 => Shares.Of(2.0 * _hits, _predicted + _support);

        public bool Add(bool predicted, bool truth, double surprisal)
        {
            Surprisal += surprisal;
            if (truth) _support++;
            if (predicted) _predicted++;
            if (predicted && truth) _hits++;
            if (predicted == truth) Right++;
            return predicted == truth;
        }

        public void Add(in Tally other)
        {
            Surprisal += other.Surprisal;
            _support += other._support;
            _predicted += other._predicted;
            _hits += other._hits;
            Right += other.Right;
        }

        public readonly LabelFigures Figures(string name, long rows, Ranking? ranking, double threshold) => new(
            name,
            Prevalence: (double)_support / rows,
            _support,
            LogLoss: Surprisal / rows,
            Accuracy: (double)Right / rows,
            Precision: Shares.Of(_hits, _predicted),
            Recall: Shares.Of(_hits, _support),
            F1,
            ranking?.RocAuc,
            ranking?.AveragePrecision,
            threshold);
    }
}
