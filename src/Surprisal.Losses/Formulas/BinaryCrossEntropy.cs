using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Binary cross-entropy: the surprisal of a yes-or-no answer under p = σ(z), for every label on its own.</summary>
public readonly record struct BinaryCrossEntropy : IPointwiseFormula<BinaryCrossEntropy>
{
    /// <inheritdoc/>
    public static AnswerReading Answers => AnswerReading.InFloats;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "binary-cross-entropy",
        Formula = "−(P·t·log p + (1 − t)·log(1 − p)) with p = σ(z)",
        Gradient = "(1 − t)·p − P·t·(1 − p), which is p − t for P = 1",
        Targets = TargetKinds.Binary,
        Activation = OutputActivation.Sigmoid,
        Options = LossOptions.PositiveWeights | LossOptions.LabelSmoothing,
        Summary = "The answer's surprisal in nats, label by label. Being sure and wrong costs |z|, being sure and right almost nothing.",
        UseWhen = "Yes or no per logit: several labels, or none, may hold at once.",
        AvoidWhen = "Exactly one class is true: the classes then share one probability (cross-entropy).",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
        => At<V>(logit, target, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target, V positiveWeight)
        where V : struct, ILane<V>
    {
        var at = V.Logistic(logit);
        V p = at.Probability.Note("p = σ(z)"), q = at.Complement.Note("1 − p");
        V yes = positiveWeight * target, no = 1 - target;
        // Both terms are positive: nothing cancels, where log(1 + eᶻ) − t·z would for soft targets and large logits.
        V value = V.Weigh(yes, at.Surprisal.Note("−log p")) + V.Weigh(no, at.ComplementSurprisal.Note("−log(1 − p)"));
        return new(value.Note("ℓ = −(P·t·log p + (1 − t)·log(1 − p))"), (no * p - yes * q).Note("∂ℓ/∂z = (1 − t)·p − P·t·(1 − p)"));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> AtAnswer<V>(V logit, V answer)
        where V : struct, ILane<V>
    {
        var side = new Answer<V>(answer);
        var miss = V.Logistic(side.Turn(logit));
        side.Choose(miss.Probability, miss.Complement).Note("p = σ(z)");
        side.Choose(miss.Complement, miss.Probability).Note("1 − p");
        side.Choose(miss.Surprisal, miss.ComplementSurprisal).Note("−log p");
        side.Choose(miss.ComplementSurprisal, miss.Surprisal).Note("−log(1 − p)");
        return new(miss.ComplementSurprisal.Note("ℓ = −log p for a yes, −log(1 − p) for a no"), side.Turn(miss.Probability).Note("∂ℓ/∂z = p − t"));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.BinaryCrossEntropy"/>
    public static Loss BinaryCrossEntropy { get; } = Of(new BinaryCrossEntropy());
}

partial class LossCatalog
{
    internal static LossDefinition BinaryCrossEntropy => new(Losses.BinaryCrossEntropy.Info, _ => Loss.BinaryCrossEntropy);
}
