using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Binary focal loss: binary cross-entropy that fades where the model is already right.</summary>
/// <param name="Gamma">How fast easy answers fade: 0 is binary cross-entropy.</param>
public readonly record struct BinaryFocal(double Gamma) : IPointwiseFormula<BinaryFocal>
{
    /// <inheritdoc/>
    public static AnswerReading Answers => AnswerReading.InDoubles;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "binary-focal",
        Formula = "(1 − p_t)^γ·bce, with p = σ(z), p_t = t·p + (1 − t)·(1 − p), bce = −t·log p − (1 − t)·log(1 − p)",
        Gradient = "(1 − p_t)^γ·((p − t) + γ·(1 − 2t)·p·(1 − p)·bce/(1 − p_t))",
        Targets = TargetKinds.Binary,
        Activation = OutputActivation.Sigmoid,
        Summary = "Answers that are nearly right hardly count, so that the hard ones decide.",
        UseWhen = "Few yeses among very many easy noes, as in detection.",
        AvoidWhen = "Probabilities are used as such: it asks for less extreme ones than the true ones.",
        Parameters = [new("gamma", Default: 2, Minimum: 0, Maximum: 1e300, "how fast easy answers fade; 0 is binary cross-entropy")],
        Reference = "Lin et al. 2017, arXiv:1708.02002",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
    {
        var at = V.Logistic(logit);
        V p = at.Probability.Note("p = σ(z)"), q = at.Complement.Note("1 − p"), no = 1 - target;
        V surprisal = V.Weigh(target, at.Surprisal) + V.Weigh(no, at.ComplementSurprisal);
        V missYes = target * q, missNo = no * p, miss = (missYes + missNo).Note("1 − p_t"); // without cancellation for answers of 0 and 1
        var power = SmallPower.At(miss, target * p + no * q, Gamma);
        V fade = power.Value.Note("(1 − p_t)^γ");
        return new(V.Weigh(fade, surprisal.Note("bce")).Note("ℓ = (1 − p_t)^γ·bce"), fade * (missNo - missYes) + (no - target) * V.Weigh(p * q, surprisal) * power.Slope);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> AtAnswer<V>(V logit, V answer)
        where V : struct, ILane<V>
    {
        var side = new Answer<V>(answer);
        var at = V.Logistic(side.Turn(logit));
        V miss = at.Probability, surprisal = at.ComplementSurprisal;
        side.Choose(miss, at.Complement).Note("p = σ(z)");
        side.Choose(at.Complement, miss).Note("1 − p");
        var power = SmallPower.At(miss.Note("1 − p_t"), at.Complement, Gamma);
        V fade = power.Value.Note("(1 − p_t)^γ"), slope = miss * (V.Weigh(at.Complement, surprisal.Note("bce")) * power.Slope + fade);
        return new((fade * surprisal).Note("ℓ = (1 − p_t)^γ·bce"), side.Turn(slope));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.BinaryFocal"/>
    public static Loss BinaryFocal(double gamma = 2) => Of(new BinaryFocal(gamma));
}

partial class LossCatalog
{
    internal static LossDefinition BinaryFocal => new(Losses.BinaryFocal.Info, parameters => Loss.BinaryFocal(parameters[0]));
}
