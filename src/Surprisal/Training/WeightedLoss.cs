using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>A loss whose rows count by weights: Σ w·ℓ / Σ w in the mean, Σ w·ℓ in the sum. Class weights count besides. Without weights of rows it is the loss itself.</summary>
sealed class WeightedLoss(Loss loss)
{
    readonly Loss _sum = loss with { Reduction = Reduction.Sum };
    float[] _losses = [];

    /// <summary>The loss, without weights of rows.</summary>
    public Loss Plain => loss;

    /// <summary>The loss as its reduction says, 0 where all rows have weight 0; the gradient where one is wanted.</summary>
    /// <param name="logits">One row per example.</param>
    /// <param name="targets">Their answers.</param>
    /// <param name="weights">One for each row; empty counts each once.</param>
    /// <param name="gradient">Overwritten; empty where it is not wanted.</param>
    public double Evaluate(ReadOnlyMatrixSpan<float> logits, Targets<float> targets, ReadOnlySpan<float> weights, MatrixSpan<float> gradient = default)
    {
        if (weights.IsEmpty)
        {
            double value = loss.Evaluate(logits, targets, gradient);
            // The mean over classes of weight 0 is 0/0, and its gradient 0.
            return double.IsNaN(value) && loss.ClassWeights is not null && TotalWeight(targets, weights, logits.Rows) == 0 ? 0 : value;
        }
        int count = loss.LossCount(logits.Rows, logits.Columns);
        if (_losses.Length < count) _losses = new float[count];
        var losses = _losses.AsSpan(0, count);
        _sum.EvaluateEach(logits, targets, losses, gradient);
        double divisor = loss.Reduction switch
        {
            Reduction.Mean => TotalWeight(targets, weights, logits.Rows) * count / logits.Rows,
            Reduction.BatchMean => TotalWeight(default, weights, logits.Rows),
            _ => 1,
        };
        return Weigh(losses, weights, divisor, gradient);
    }

    /// <summary>Scales the gradient's rows and adds up the losses.</summary>
    static double Weigh(ReadOnlySpan<float> losses, ReadOnlySpan<float> weights, double divisor, MatrixSpan<float> gradient)
    {
        int perRow = losses.Length / weights.Length;
        double sum = 0;
        for (int row = 0; row < weights.Length; row++)
        {
            // A row that does not count shall not spread an infinity either.
            double scale = weights[row] == 0 ? 0 : weights[row] / divisor, rowLoss = 0;
            if (scale != 0)
            {
                foreach (float one in losses.Slice(row * perRow, perRow)) rowLoss += one;
                sum += scale * rowLoss;
            }
            if (gradient.IsEmpty) continue;
            if (scale == 0) gradient[row].Clear();
            else foreach (ref float slope in gradient[row]) slope = (float)(slope * scale);
        }
        return sum;
    }

    /// <summary>Σ of the rows' weights, each times its class's where the mean is over those.</summary>
    double TotalWeight(Targets<float> targets, ReadOnlySpan<float> weights, int rows)
    {
        double total = 0;
        for (int row = 0; row < rows; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            if (targets.AreClasses && targets.Classes.Length == rows)
            {
                if (targets.Classes[row] == loss.IgnoreIndex) continue;
                if (loss.Info.MeanIsOverWeights && loss.ClassWeights is { } classes) weight *= classes[targets.Classes[row]];
            }
            total += weight;
        }
        return total;
    }
}
