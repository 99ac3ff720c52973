using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Negative log-likelihood of log-probabilities: what is left of cross-entropy when log-softmax has been taken already.</summary>
public readonly record struct Nll : IRowFormula<Nll>
{
    /// <inheritdoc/>
    public static WrongClasses WrongClasses => WrongClasses.None;

    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Logits;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "nll",
        Formula = "−z_y, with z = log p",
        Gradient = "−1 for the true class, 0 for the others",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Exponential,
        Summary = "For models that end in log-softmax. The logits are taken as log-probabilities; nothing normalises them.",
        UseWhen = "The model gives log-probabilities.",
        AvoidWhen = "The model gives logits: cross-entropy does both steps, exactly.",
        Options = LossOptions.ClassWeights | LossOptions.IgnoreIndex,
        MeanIsOverWeights = true,
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V loss = 0;
        for (int k = 0; k < row.Count; k++)
        {
            loss -= V.Weigh(row.Targets[k], row.Logits[k]);
            slopes[k] = 0 - row.Targets[k];
        }
        return loss.Note("ℓ = −log p_y");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.Nll"/>
    public static Loss Nll { get; } = Of(new Nll());
}

partial class LossCatalog
{
    internal static LossDefinition Nll => new(Losses.Nll.Info, _ => Loss.Nll);
}
