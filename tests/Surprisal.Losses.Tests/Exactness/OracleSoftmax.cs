namespace Surprisal.Losses.Tests.Exactness;

/// <summary>Softmax of a row, with all digits of p, 1 − p and log p however sure it is: 1 − p is summed from the other classes, never subtracted.</summary>
sealed class OracleSoftmax
{
    public OracleSoftmax(double[] logits)
    {
        int top = Array.IndexOf(logits, logits.Max());
        DoubleDouble[] powers = [.. logits.Select(z => DoubleDouble.Exp((DoubleDouble)z - logits[top]))], misses = Others(powers);
        var log = DoubleDouble.Log1P(misses[top]); // eᵗᵒᵖ = 1 stays out of the sum
        var sum = 1 + misses[top];
        LogSumExp = log + logits[top];
        Probabilities = Array.ConvertAll(powers, e => e / sum);
        Misses = Array.ConvertAll(misses, rest => rest / sum);
        LogProbabilities = Array.ConvertAll(logits, z => (DoubleDouble)z - logits[top] - log);
    }

    public DoubleDouble[] Probabilities { get; }

    /// <summary>1 − p.</summary>
    public DoubleDouble[] Misses { get; }

    public DoubleDouble[] LogProbabilities { get; }

    public DoubleDouble LogSumExp { get; }

    /// <summary>For each place the sum of all the others, added from both ends so that nothing is subtracted.</summary>
    public static DoubleDouble[] Others(DoubleDouble[] values)
    {
        var others = new DoubleDouble[values.Length];
        DoubleDouble before = 0, after = 0;
        for (int k = 0; k < values.Length; k++)
        {
            others[k] = before;
            before += values[k];
        }
        for (int k = values.Length - 1; k >= 0; k--)
        {
            others[k] += after;
            after += values[k];
        }
        return others;
    }

    /// <summary>∂ℓ/∂z from b = ∂ℓ/∂log p: b_k − p_k·Σ b, written b_k·(1 − p_k) − p_k·Σ_{j≠k} b_j.</summary>
    public DoubleDouble[] ByLogProbabilities(DoubleDouble[] slopes)
    {
        var others = Others(slopes);
        var gradient = new DoubleDouble[slopes.Length];
        for (int k = 0; k < gradient.Length; k++) gradient[k] = slopes[k] * Misses[k] - Probabilities[k] * others[k];
        return gradient;
    }

    /// <summary>∂ℓ/∂z from c = ∂ℓ/∂p: p_k·(c_k·(1 − p_k) − Σ_{j≠k} c_j·p_j).</summary>
    public DoubleDouble[] ByProbabilities(DoubleDouble[] slopes)
    {
        var weighed = new DoubleDouble[slopes.Length];
        for (int k = 0; k < weighed.Length; k++) weighed[k] = slopes[k] * Probabilities[k];
        var others = Others(weighed);
        for (int k = 0; k < weighed.Length; k++) weighed[k] = Probabilities[k] * (slopes[k] * Misses[k] - others[k]);
        return weighed;
    }
}
