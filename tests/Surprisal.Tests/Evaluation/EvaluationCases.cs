using Surprisal.Numerics;

namespace Surprisal.Tests;

/// <summary>Small evaluations whose figures were computed by scikit-learn 1.2.1. Probabilities are 64ths: exact as float and as double.</summary>
static class EvaluationCases
{
    public static readonly string[] Names = ["a", "b", "c", "d"];

    // Ten rows, four classes: c is never predicted, d never true.
    public static readonly int[] Truth = [0, 1, 1, 2, 1, 0, 0, 0, 2, 1];

    public static readonly float[] Probabilities = SixtyFourths(
        40, 16, 4, 4, 10, 44, 5, 5, 30, 20, 10, 4, 16, 16, 16, 16, 2, 60, 1, 1, 1, 1, 1, 61, 20, 30, 10, 4, 50, 8, 4, 2, 5, 40, 15, 4, 33, 29, 1, 1);

    // Eight rows, three labels: the third is never there. Row 7 has one probability of exactly ½.
    public static readonly float[] LabelTruth = [1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0];

    public static readonly float[] LabelProbabilities = SixtyFourths(
        50, 10, 4, 20, 40, 8, 40, 20, 36, 10, 10, 1, 30, 33, 2, 12, 48, 16, 60, 34, 0, 5, 32, 3);

    public static readonly float[] SoftTargets = SixtyFourths(32, 16, 16, 0, 64, 0, 10, 20, 34, 16, 16, 32);

    public static readonly float[] SoftProbabilities = SixtyFourths(20, 30, 14, 2, 60, 2, 16, 16, 32, 16, 16, 32);

    public static SingleLabelEvaluation SingleLabel(int batch = 10, ReadOnlySpan<double> priors = default)
    {
        var evaluator = new SingleLabelEvaluator(Names);
        var probabilities = new ReadOnlyMatrixSpan<float>(Probabilities, 10, 4);
        var surprisal = SingleLabelSurprisal();
        for (int start = 0; start < 10; start += batch)
        {
            int count = Math.Min(batch, 10 - start);
            evaluator.Add(probabilities.SliceRows(start, count), Truth.AsSpan(start, count), surprisal.AsSpan(start, count));
        }

        return evaluator.Result(priors);
    }

    public static MultiLabelEvaluation MultiLabel(int batch = 8)
    {
        var evaluator = new MultiLabelEvaluator(["x", "y", "z"]);
        var probabilities = new ReadOnlyMatrixSpan<float>(LabelProbabilities, 8, 3);
        var truths = new ReadOnlyMatrixSpan<float>(LabelTruth, 8, 3);
        var surprisal = LabelProbabilities.Zip(LabelTruth, (p, t) => -Math.Log(t == 1 ? p : 1.0 - p)).ToArray();
        for (int start = 0; start < 8; start += batch)
        {
            int count = Math.Min(batch, 8 - start);
            var part = new ReadOnlyMatrixSpan<double>(surprisal.AsSpan(start * 3), count, 3);
            evaluator.Add(probabilities.SliceRows(start, count), truths.SliceRows(start, count), part);
        }

        return evaluator.Result();
    }

    public static SoftLabelEvaluation SoftLabel(int batch = 4)
    {
        var evaluator = new SoftLabelEvaluator(3);
        for (int start = 0; start < 4; start += batch)
        {
            var probabilities = new ReadOnlyMatrixSpan<float>(SoftProbabilities, 4, 3).SliceRows(start, batch);
            var targets = new ReadOnlyMatrixSpan<float>(SoftTargets, 4, 3).SliceRows(start, batch);
            var crossEntropy = new double[batch];
            for (int at = 0; at < targets.Values.Length; at++) crossEntropy[at / 3] -= targets.Values[at] * Math.Log(probabilities.Values[at]);
            evaluator.Add(probabilities, targets, crossEntropy);
        }

        return evaluator.Result();
    }

    public static double[] SingleLabelSurprisal()
    {
        var surprisal = new double[Truth.Length];
        for (int row = 0; row < surprisal.Length; row++) surprisal[row] = -Math.Log(Probabilities[row * 4 + Truth[row]]);
        return surprisal;
    }

    static float[] SixtyFourths(params int[] counts) => Array.ConvertAll(counts, count => count / 64f);
}
