using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Kullback-Leibler divergence from log-probabilities to a distribution, element by element.</summary>
public readonly record struct KlDivergence : IPointwiseFormula<KlDivergence>
{
    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "kl-divergence",
        Formula = "Y·(log Y − z), with z = log p and 0·log 0 = 0",
        Gradient = "−Y",
        Targets = TargetKinds.Distribution,
        Activation = OutputActivation.Exponential,
        Summary = "Cross-entropy less the entropy of the targets: 0 where the model says what the targets say. The logits are taken as log-probabilities. The mean is over all elements, as in PyTorch; Reduction.BatchMean divides by the rows.",
        UseWhen = "The model gives log-probabilities and the targets are soft: distillation.",
        AvoidWhen = "The model gives logits: cross-entropy has the same gradient.",
        Reference = "Kullback and Leibler 1951",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
    {
        V surplus = (V.Max(V.Log(target), -1e300) - logit).Note("log Y − log p"); // not −∞, from which a class of no chance could not be subtracted
        return new(V.Weigh(target, surplus).Note("ℓ = Y·(log Y − log p)"), 0 - target);
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.KlDivergence"/>
    public static Loss KlDivergence { get; } = Of(new KlDivergence());
}

partial class LossCatalog
{
    internal static LossDefinition KlDivergence => new(Losses.KlDivergence.Info, _ => Loss.KlDivergence);
}
