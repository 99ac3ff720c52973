using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>−log p of what is true, from logits: a probability that was rounded to 0 or 1 has lost it.</summary>
static class TruthSurprisal
{
    static readonly Loss s_index = Loss.CrossEntropy with { IgnoreIndex = -1, Reduction = Reduction.Sum };
    static readonly Loss s_soft = Loss.CrossEntropy with { Reduction = Reduction.Sum };
    static readonly Loss s_binary = Loss.BinaryCrossEntropy with { Reduction = Reduction.Sum };

    /// <summary>In nats, per row and, for several labels, per label; NaN where the answer is not known.</summary>
    public static (double[] Rows, double[]? Labels) Of(float[] logits, TargetSet truth, OutputActivation activation)
    {
        int columns = truth.ClassNames.Count;
        switch (truth.Kind)
        {
            case TargetKind.ClassIndex:
                return (WithoutUnknown(Each(s_index, logits, columns, truth.Classes), truth), null);
            case TargetKind.Distribution:
                return (WithoutUnknown(Each(s_soft, logits, columns, truth.Values), truth), null);
            default:
                double[] labels = activation == OutputActivation.Identity ? OfShares(logits, truth.Values) : Each(s_binary, logits, columns, truth.Values);
                double[] rows = new double[truth.Rows];
                for (int i = 0; i < labels.Length; i++) rows[i / columns] += labels[i];
                return (rows, labels);
        }
    }

    /// <summary>Outputs of a loss without activation, such as mse, read as probabilities: what lies outside [0, 1] is taken for its nearest end.</summary>
    public static void Clamp(Span<float> outputs)
    {
        foreach (ref float p in outputs) p = Math.Clamp(p, 0, 1);
    }

    static double[] OfShares(float[] outputs, float[] truth)
    {
        double[] surprisal = new double[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            double p = Math.Clamp(outputs[i], 0f, 1f);
            surprisal[i] = float.IsNaN(truth[i]) ? double.NaN : -Math.Log(truth[i] == 1 ? p : 1 - p);
        }
        return surprisal;
    }

    static double[] Each(Loss loss, float[] logits, int columns, Targets<float> targets)
    {
        float[] losses = new float[loss.LossCount(logits.Length / columns, columns)];
        loss.EvaluateEach(logits.AsMatrix(columns), targets, losses);
        return Array.ConvertAll(losses, x => (double)x);
    }

    static double[] WithoutUnknown(double[] surprisal, TargetSet truth)
    {
        for (int row = 0; row < surprisal.Length; row++)
            if (!truth.IsKnown(row)) surprisal[row] = double.NaN;
        return surprisal;
    }
}
