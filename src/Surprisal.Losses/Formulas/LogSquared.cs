using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The squared surprisal of the true class.</summary>
public readonly record struct LogSquared : IOwnProbabilityFormula<LogSquared>
{
    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.LogProbabilities;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "log-squared",
        Formula = "Σ(Y·log p)², with p = softmax(z); (log p_y)² for one class",
        Unit = "nats²",
        Gradient = "s_k − p_k·Σ s_j, with s = 2·Y²·log p",
        Targets = TargetKinds.ClassIndex | TargetKinds.Distribution,
        Activation = OutputActivation.Softmax,
        Summary = "Surprises count by their square: the worst rows decide.",
        UseWhen = "Rare, bad mistakes must be avoided more than common small ones.",
        AvoidWhen = "Labels may be wrong: one hopeless row outweighs all others.",
        Reference = "Janocha and Czarnecki 2017, arXiv:1702.05659",
    };

    /// <inheritdoc/>
    public static double ConditionNumber(LogSquared formula) => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
        => new(logProbability * logProbability, 2 * logProbability);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V loss = 0;
        for (int k = 0; k < row.Count; k++)
        {
            V surprise = V.Weigh(row.Targets[k], row.LogProbabilities[k]);
            loss += surprise * surprise;
            slopes[k] = 2 * row.Targets[k] * surprise;
        }
        return loss.Note("ℓ = Σ(Y·log p)²");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.LogSquared"/>
    public static Loss LogSquared { get; } = Of(new LogSquared());
}

partial class LossCatalog
{
    internal static LossDefinition LogSquared => new(Losses.LogSquared.Info, _ => Loss.LogSquared);
}
