using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The largest distance between a predicted probability and the true one.</summary>
public readonly record struct ExpectationLinf : IOwnProbabilityFormula<ExpectationLinf>
{
    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Probabilities;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "expectation-linf",
        Formula = "max|Y − p|, with p = softmax(z); 1 − p_y for one class",
        Unit = "",
        Gradient = "p_k·(s_k − Σ p_j·s_j), with s = −sign(Y − p) at the largest error, 0 elsewhere",
        Targets = TargetKinds.ClassIndex | TargetKinds.Distribution,
        Activation = OutputActivation.Softmax,
        Summary = "The Chebyshev distance. On one class per row it is half of expectation-l1.",
        UseWhen = "To see that two losses can be one.",
        AvoidWhen = "Soft labels: only one class of a row pulls at a time.",
        Reference = "Janocha and Czarnecki 2017, arXiv:1702.05659",
    };

    /// <inheritdoc/>
    public static double ConditionNumber(ExpectationLinf formula) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
        => new(-V.ExpM1(logProbability), -V.Exp(logProbability).Note("p_y"));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V loss = 0, free = 1;
        for (int k = 0; k < row.Count; k++) loss = V.Max(V.Abs(row.Errors[k]), loss);
        for (int k = 0; k < row.Count; k++)
        {
            V isLargest = free * (1 - V.Sign(loss - V.Abs(row.Errors[k]))); // of several the first
            free -= isLargest;
            slopes[k] = -V.Sign(row.Errors[k]) * isLargest;
        }
        return loss.Note("ℓ = max|Y − p|");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.ExpectationLinf"/>
    public static Loss ExpectationLinf { get; } = Of(new ExpectationLinf());
}

partial class LossCatalog
{
    internal static LossDefinition ExpectationLinf => new(Losses.ExpectationLinf.Info, _ => Loss.ExpectationLinf);
}
