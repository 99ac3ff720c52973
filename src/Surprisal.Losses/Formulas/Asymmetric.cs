using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Asymmetric loss for many labels: noes fade faster than yeses, and very easy noes count nothing.</summary>
/// <param name="GammaNegative">How fast easy noes fade.</param>
/// <param name="GammaPositive">How fast easy yeses fade.</param>
/// <param name="Margin">A no with a probability below it costs nothing, in [0, 1).</param>
public readonly record struct Asymmetric(double GammaNegative, double GammaPositive, double Margin) : IPointwiseFormula<Asymmetric>
{
    /// <inheritdoc/>
    public static AnswerReading Answers => AnswerReading.InDoubles;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "asymmetric",
        Formula = "−t·(1 − p)^γ₊·log p − (1 − t)·p_m^γ₋·log(1 − p_m), with p = σ(z), p_m = max(p − m, 0)",
        Gradient = "−t·(1 − p)^γ₊·(γ₊·p·(−log p) + (1 − p)) + (1 − t)·p·(1 − p)·p_m^γ₋·(γ₋·(−log(1 − p_m))/p_m + 1/(1 − p_m))",
        Targets = TargetKinds.Binary,
        Activation = OutputActivation.Sigmoid,
        Summary = "For pictures with a few of very many labels: the many easy noes do not drown the yeses.",
        UseWhen = "Many labels, few of them true.",
        AvoidWhen = "Probabilities are used as such: it asks for others than the true ones.",
        Parameters = [new("gamma-negative", Default: 4, Minimum: 0, Maximum: 1e300, "how fast easy noes fade"), new("gamma-positive", Default: 1, Minimum: 0, Maximum: 1e300, "how fast easy yeses fade"), new("margin", Default: 0.05, Minimum: 0, Maximum: 0.99, "noes below this probability cost nothing")],
        Reference = "Ben-Baruch et al. 2020, arXiv:2009.14119",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
    {
        var at = V.Logistic(logit);
        V p = at.Probability.Note("p = σ(z)"), q = at.Complement.Note("1 − p"), no = 1 - target;
        V fade = (SmallPower.Is(GammaPositive) ? SmallPower.Of(q, GammaPositive) : V.Exp(-V.Weigh(GammaPositive, at.ComplementSurprisal))).Note("(1 − p)^γ₊");
        V yes = V.Weigh(fade, at.Surprisal), yesSlope = -fade * (V.Weigh(GammaPositive * p, at.Surprisal) + q);

        V shifted = V.Max(p - Margin, 0).Note("p_m = max(p − m, 0)");
        V surprisal = Margin == 0 ? at.ComplementSurprisal : -V.Log1P(-shifted);
        var power = SmallPower.At(shifted, q + Margin, GammaNegative);
        V fadeOfNo = power.Value.Note("p_m^γ₋");
        V noSlope = V.Choose(-shifted, p * (V.Weigh(q, surprisal) * power.Slope + fadeOfNo * (Margin == 0 ? 1 : q / (q + Margin))), 0);
        V value = V.Weigh(target, yes) + V.Weigh(no, V.Weigh(fadeOfNo, surprisal));
        return new(value.Note("ℓ = −t·(1 − p)^γ₊·log p − (1 − t)·p_m^γ₋·log(1 − p_m)"), V.Weigh(target, yesSlope) + V.Weigh(no, noSlope));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> AtAnswer<V>(V logit, V answer)
        where V : struct, ILane<V>
    {
        // A yes is a no to −z with γ₊ and without a margin. With n/Σ the probability of the wrong answer and h/Σ that of the right one, all is −s^γ·log(1 − s) of s = max(n/Σ − m, 0).
        var side = new Answer<V>(answer);
        V turned = side.Turn(logit), e = V.Exp(-V.Abs(turned)), sum = e + 1, wrong = V.Choose(turned, e, 1), right = V.Choose(turned, 1, e);
        V margin = side.Choose(Margin, 0) * sum, some = right + 1e-300, kept = some + margin; // nothing is divided by 0
        V both = 1 / (sum * kept), inverse = both * kept, ofKept = both * sum, p = wrong * inverse, q = right * inverse;
        side.Choose(p, q).Note("p = σ(z)");
        side.Choose(q, p).Note("1 − p");
        V above = V.Max(wrong - margin, 0), miss = (above * inverse).Note("s = 1 − p or p_m");
        V surprisal = V.Max(V.Log1POrdinary(above * ofKept), Margin == 0 ? turned : side.Choose(0, turned)).Note("−log(1 − s)"); // at least z, also where 1/q overflows
        var ofNo = SmallPower.At(miss, kept * inverse, GammaNegative);
        var ofYes = SmallPower.At(miss, kept * inverse, GammaPositive);
        V fade = side.Choose(ofNo.Value, ofYes.Value).Note("s^γ"), slope = p * (V.Weigh(q, surprisal) * side.Choose(ofNo.Slope, ofYes.Slope) + fade * (some * ofKept));
        return new((fade * surprisal).Note("ℓ = −t·(1 − p)^γ₊·log p − (1 − t)·p_m^γ₋·log(1 − p_m)"), side.Turn(V.Choose(miss - 1e-300, 0, slope)));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.Asymmetric"/>
    public static Loss Asymmetric(double gammaNegative = 4, double gammaPositive = 1, double margin = 0.05) => Of(new Asymmetric(gammaNegative, gammaPositive, margin));
}

partial class LossCatalog
{
    internal static LossDefinition Asymmetric => new(Losses.Asymmetric.Info, parameters => Loss.Asymmetric(parameters[0], parameters[1], parameters[2]));
}
