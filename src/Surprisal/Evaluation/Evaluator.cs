using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Measures a classifier on rows whose answers are known.</summary>
public static class Evaluator
{
    /// <inheritdoc cref="Evaluate(Classifier, DataSource, Action{EvaluatedBatch}, CancellationToken)"/>
    public static IEvaluation Evaluate(Classifier classifier, DataSource source, CancellationToken stop = default) => Evaluate(classifier, source, _ => { }, stop);

    /// <summary>Reads a whole source, batch by batch: a file larger than memory works.</summary>
    /// <param name="classifier">What is measured.</param>
    /// <param name="source">Rows with their answers.</param>
    /// <param name="observe">Shown every batch, such as to <see cref="SurprisingRows.Add"/>.</param>
    /// <param name="stop">Ends it between two batches.</param>
    /// <exception cref="DataException">A column is missing, an answer is absent, or a cell cannot be read; the message says which and where.</exception>
    public static IEvaluation Evaluate(Classifier classifier, DataSource source, Action<EvaluatedBatch> observe, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(observe);
        var tally = Tally.For(classifier);
        while (source.ReadBatch(Classifier.BatchRows) is { } table)
        {
            stop.ThrowIfCancellationRequested();
            var batch = classifier.Encoder.Encode(table, Truth.Required);
            observe(new(batch, tally.Add(classifier, batch), table));
        }
        return tally.Result();
    }

    /// <inheritdoc cref="Evaluate(Classifier, Dataset, Action{EvaluatedBatch})"/>
    public static IEvaluation Evaluate(Classifier classifier, Dataset data) => Evaluate(classifier, data, _ => { });

    /// <summary>Measures on examples in memory.</summary>
    /// <param name="classifier">What is measured.</param>
    /// <param name="data">Examples with their answers.</param>
    /// <param name="observe">Shown them with their predictions, and without a table.</param>
    public static IEvaluation Evaluate(Classifier classifier, Dataset data, Action<EvaluatedBatch> observe)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(observe);
        var tally = Tally.For(classifier);
        observe(new(data, tally.Add(classifier, data), null));
        return tally.Result();
    }

    /// <summary>One of the three evaluators, behind the two things that are done with it.</summary>
    sealed record Tally(Action<Predictions, TargetSet> Take, Func<IEvaluation> Result)
    {
        public static Tally For(Classifier classifier)
        {
            switch (classifier.TargetKind)
            {
                case TargetKind.ClassIndex:
                    var single = new SingleLabelEvaluator(classifier.ClassNames, classifier.Decision);
                    return new((p, truth) => single.Add(p.Probabilities, truth.Classes, [.. p.Surprisal!]), () => single.Result());
                case TargetKind.MultiLabel:
                    var multi = new MultiLabelEvaluator(classifier.ClassNames, classifier.Decision);
                    return new(
                        (p, truth) => multi.Add(p.Probabilities, truth.Values.AsMatrix(truth.ClassNames.Count), ((double[])[.. p.LabelSurprisal!]).AsMatrix(truth.ClassNames.Count)),
                        () => multi.Result());
                default:
                    var soft = new SoftLabelEvaluator(classifier.ClassNames.Count);
                    return new((p, truth) => soft.Add(p.Probabilities, truth.Values.AsMatrix(truth.ClassNames.Count), [.. p.Surprisal!]), () => soft.Result());
            }
        }

        public Predictions Add(Classifier classifier, Dataset data)
        {
            var predictions = classifier.Predict(data);
            RefuseNaN(predictions, classifier, data);
            Take(predictions, data.Targets!);
            return predictions;
        }

        static void RefuseNaN(Predictions predictions, Classifier classifier, Dataset data)
        {
            var values = predictions.Probabilities.Values;
            for (int at = 0; at < values.Length; at++)
            {
                if (!float.IsNaN(values[at])) continue;
                int columns = predictions.Probabilities.Columns;
                throw new DataException($"{data.Place(at / columns)}: the classifier's probability of '{classifier.ClassNames[at % columns]}' is NaN: look for extreme values in this row, or in the weights");
            }
        }
    }
}
