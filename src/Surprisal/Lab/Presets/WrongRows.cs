using System.Runtime.CompilerServices;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Cross-entropy of a softmax of a softmax: what comes of a model that ends in softmax, given to a loss that takes logits.</summary>
readonly record struct TwiceSoftmax : IRowFormula<TwiceSoftmax>
{
    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Probabilities;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "twice-softmax",
        Formula = "−log q_y with q = softmax(p), p = softmax(z)",
        Gradient = "p_k·(s_k − Σ p_j·s_j), with s = q − Y",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Softmax,
        Summary = "Cannot be less than log(1 + (C − 1)/e).",
        UseWhen = "Never.",
        AvoidWhen = "Always: the loss takes logits.",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V sum = 0, own = 0;
        for (int k = 0; k < row.Count; k++)
        {
            slopes[k] = V.Exp(row.Probabilities[k]);
            sum += slopes[k];
            own += row.Targets[k] * row.Probabilities[k];
        }

        for (int k = 0; k < row.Count; k++) slopes[k] = slopes[k] / sum - row.Targets[k];
        return V.Log(sum) - own;
    }
}

/// <summary>−log σ(z_y): the logarithm of a probability that the other classes need not make room for.</summary>
readonly record struct WithoutNormalising : IRowFormula<WithoutNormalising>
{
    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Logits;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "without-normalising",
        Formula = "−log σ(z_y)",
        Gradient = "−[k = y]·(1 − σ(z_y))",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Softmax,
        Summary = "Comes down to 0 where every class is said to be certain.",
        UseWhen = "Never.",
        AvoidWhen = "Always: rows must sum to one.",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V loss = 0;
        for (int k = 0; k < row.Count; k++)
        {
            var at = V.Logistic(row.Logits[k]);
            loss += row.Targets[k] * at.Surprisal;
            slopes[k] = -row.Targets[k] * at.Complement;
        }

        return loss;
    }
}
