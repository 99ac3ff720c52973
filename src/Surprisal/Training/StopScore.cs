using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>A <see cref="StopMetric"/> other than the loss: more is better. The figures are the evaluators', which would bootstrap an interval after every epoch.</summary>
static class StopScore
{
    /// <summary>Refuses soft labels, which have no answer that could be right.</summary>
    /// <exception cref="TrainingException">The rows are soft labels.</exception>
    public static void Check(StopMetric metric, TargetKind kind)
    {
        if (metric != StopMetric.Loss && kind == TargetKind.Distribution)
            throw new TrainingException($"soft labels have no {metric.ToString().ToLowerInvariant()} to stop by: only the loss tells how close the shares are");
    }

    /// <summary>The score of some rows; rows count once, whatever their weights.</summary>
    /// <param name="metric">Not <see cref="StopMetric.Loss"/>.</param>
    /// <param name="logits">Rows × classes; overwritten with probabilities.</param>
    /// <param name="truth">Their answers.</param>
    /// <param name="activation">What makes probabilities of the logits.</param>
    /// <exception cref="TrainingException">There is nothing to rank: every row has the same answer.</exception>
    public static double Of(StopMetric metric, MatrixSpan<float> logits, TargetSet truth, OutputActivation activation)
    {
        Activations.Apply(activation, logits, logits);
        bool isSingle = truth.Kind == TargetKind.ClassIndex;
        if (metric == StopMetric.Auroc)
        {
            return (isSingle && logits.Columns == 2 ? Auroc(logits, truth, 1) : MeanAuroc(logits, truth))
                ?? throw new TrainingException("the validation rows all have the same answer, so they have no AUROC to stop by: set more aside, or stop by the loss");
        }
        long rowsRight = 0;
        long[] right = new long[logits.Columns], present = new long[logits.Columns], answered = new long[logits.Columns];
        for (int row = 0; row < logits.Rows; row++)
        {
            int likeliest = Shares.IndexOfLargest(logits[row]);
            bool isRight = true;
            for (int k = 0; k < logits.Columns; k++)
            {
                bool has = Has(truth, row, k), says = isSingle ? k == likeliest : logits[row][k] > 0.5f;
                if (has) present[k]++;
                if (says) answered[k]++;
                if (has && says) right[k]++;
                isRight &= has == says;
            }
            if (isRight) rowsRight++;
        }
        if (metric == StopMetric.Accuracy) return (double)rowsRight / logits.Rows;
        return isSingle ? Enumerable.Range(0, right.Length).Average(k => F1(right[k], present[k] + answered[k])) : F1(right.Sum(), present.Sum() + answered.Sum());
    }

    static double F1(long right, long presentAndAnswered) => Shares.Of(2.0 * right, presentAndAnswered);

    static double? MeanAuroc(ReadOnlyMatrixSpan<float> probabilities, TargetSet truth)
    {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < probabilities.Columns; k++)
        {
            if (Auroc(probabilities, truth, k) is not { } area) continue;
            sum += area;
            count++;
        }
        return count == 0 ? null : sum / count;
    }

    static double? Auroc(ReadOnlyMatrixSpan<float> probabilities, TargetSet truth, int k)
    {
        uint[] keys = new uint[probabilities.Rows];
        for (int row = 0; row < keys.Length; row++) keys[row] = Ranking.Key(probabilities[row][k], Has(truth, row, k));
        Array.Sort(keys);
        return Ranking.Of(keys)?.RocAuc;
    }

    static bool Has(TargetSet truth, int row, int k) => truth.Kind == TargetKind.ClassIndex ? truth.Classes[row] == k : truth.Values[row * truth.ClassNames.Count + k] == 1;
}
