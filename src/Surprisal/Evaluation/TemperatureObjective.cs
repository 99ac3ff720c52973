using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The summed log-loss of logits that are multiplied by an inverse temperature, with its first two derivatives by it.</summary>
readonly ref struct TemperatureObjective
{
    readonly ReadOnlyMatrixSpan<float> _logits;
    readonly ReadOnlySpan<int> _rows;
    readonly ReadOnlySpan<int> _classes;
    readonly ReadOnlySpan<float> _values;
    readonly bool _labels;

    /// <summary>Over the known rows of targets of any kind.</summary>
    public TemperatureObjective(ReadOnlyMatrixSpan<float> logits, TargetSet targets, ReadOnlySpan<int> rows, OutputActivation activation)
    {
        _logits = logits;
        _rows = rows;
        _classes = targets.Classes;
        _values = targets.Values;
        _labels = activation == OutputActivation.Sigmoid;
    }

    /// <summary>Σ ℓ in nats, Σ ∂ℓ/∂β and Σ ∂²ℓ/∂β² at β = 1/T.</summary>
    public (double Loss, double Slope, double Curvature) At(double inverse)
    {
        double loss = 0, slope = 0, curvature = 0;
        foreach (int row in _rows)
        {
            var (l, s, c) = _labels ? LabelsAt(row, inverse) : ClassesAt(row, inverse);
            loss += l;
            slope += s;
            curvature += c;
        }

        return (loss, slope, curvature);
    }

    // ℓ = log Σ exp(βz) − β·Σ tz; its slope is the mean of z under the softmax less that under the truth, its curvature the variance. All of it is
    // taken from the largest logit, which is left out of the sums: what a sure row still loses is then a sum of small numbers and keeps its digits.
    (double Loss, double Slope, double Curvature) ClassesAt(int row, double inverse)
    {
        var z = _logits[row];
        int lead = Shares.IndexOfLargest(z);
        double largest = z[lead], others = 0, first = 0, second = 0;
        for (int k = 0; k < z.Length; k++)
        {
            if (k == lead) continue;
            double gap = z[k] - largest, weight = Math.Exp(inverse * gap);
            others += weight;
            first += weight * gap;
            second += weight * gap * gap;
        }

        double missed = largest - Answer(row, z), mean = first / (1 + others);
        return (inverse * missed + ScalarMath.Log1P(others), missed + mean, second / (1 + others) - mean * mean);
    }

    double Answer(int row, ReadOnlySpan<float> z)
    {
        if (_values.IsEmpty) return z[_classes[row]];
        double mean = 0, whole = 0;
        for (int k = 0; k < z.Length; k++)
        {
            double share = _values[row * z.Length + k];
            mean += share * z[k];
            whole += share;
        }

        return mean / whole;
    }

    // Of a label that is there ℓ = log(1 + exp(−βz)), of one that is not log(1 + exp(βz)).
    (double Loss, double Slope, double Curvature) LabelsAt(int row, double inverse)
    {
        var z = _logits[row];
        double loss = 0, slope = 0, curvature = 0;
        for (int k = 0; k < z.Length; k++)
        {
            double against = _values[row * z.Length + k] == 1 ? -z[k] : z[k], margin = inverse * against;
            double small = Math.Exp(-Math.Abs(margin)), wrong = (margin > 0 ? 1 : small) / (1 + small);
            loss += Math.Max(margin, 0) + ScalarMath.Log1P(small);
            slope += against * wrong;
            curvature += against * against * small / ((1 + small) * (1 + small));
        }

        return (loss, slope, curvature);
    }
}
