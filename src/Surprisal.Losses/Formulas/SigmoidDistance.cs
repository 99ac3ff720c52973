using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The distance between the answer and p = σ(z): what one tries before cross-entropy.</summary>
public readonly record struct SigmoidDistance : IPointwiseFormula<SigmoidDistance>
{
    /// <inheritdoc/>
    public static AnswerReading Answers => AnswerReading.InFloats;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "sigmoid-distance",
        Formula = "|t − p| with p = σ(z)",
        Unit = "",
        Gradient = "−sign(t − p)·p·(1 − p)",
        Targets = TargetKinds.Binary,
        Activation = OutputActivation.Sigmoid,
        Summary = "Never costs more than 1, and so hardly pulls where the model is sure and wrong; asks for the likelier answer, not for its probability.",
        UseWhen = "Only to see why it is not used.",
        AvoidWhen = "Training: it hardly pulls where the model is surely wrong (binary-cross-entropy does).",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
    {
        var at = V.Logistic(logit);
        V p = at.Probability.Note("p = σ(z)"), q = at.Complement.Note("1 − p");
        V difference = (target * q - (1 - target) * p).Note("t − p"); // without cancellation for answers of 0 and 1
        return new(V.Abs(difference).Note("ℓ = |t − p|"), (-V.Sign(difference) * p * q).Note("∂ℓ/∂z"));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> AtAnswer<V>(V logit, V answer)
        where V : struct, ILane<V>
    {
        // Not V.Logistic: what floats lose there, 2.7 ulp, would be the loss's own. Here 1.8 remain, mostly the exponential's.
        var side = new Answer<V>(answer);
        V turned = side.Turn(logit), e = V.Exp(-V.Abs(turned)), sum = e + 1, large = 1 / sum, lost = (e - (sum - 1)) * large, small = e / sum;
        large -= large * lost;
        small -= small * lost;
        V miss = V.Choose(turned, small, large), hit = V.Choose(turned, large, small);
        side.Choose(miss, hit).Note("p = σ(z)");
        side.Choose(hit, miss).Note("1 − p");
        (-side.Turn(miss)).Note("t − p");
        return new(miss.Note("ℓ = |t − p|"), side.Turn(large * small).Note("∂ℓ/∂z"));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.SigmoidDistance"/>
    public static Loss SigmoidDistance { get; } = Of(new SigmoidDistance());
}

partial class LossCatalog
{
    internal static LossDefinition SigmoidDistance => new(Losses.SigmoidDistance.Info, _ => Loss.SigmoidDistance);
}
