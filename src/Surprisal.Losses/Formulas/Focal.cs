using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Focal loss: cross-entropy that fades where the model is already right.</summary>
/// <param name="Gamma">How fast easy examples fade: 0 is plain cross-entropy.</param>
public readonly record struct Focal(double Gamma) : ISoftmaxFormula<Focal>
{
    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "focal",
        Formula = "−(1 − p_y)^γ·log p_y, with p = softmax(z)",
        Gradient = "(1 − p_y)^γ·(1 − γ·p_y·log p_y/(1 − p_y))·(p − Y), with log p_y/(1 − p_y) → −1",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Softmax,
        Summary = "Rows that are nearly right hardly count, so that the hard ones decide. Class weights take the place of α.",
        UseWhen = "A few hard rows drown among very many easy ones, as in detection.",
        AvoidWhen = "Probabilities are used as such: it asks for less extreme ones than the true ones.",
        Options = LossOptions.ClassWeights,
        Parameters = [new("gamma", Default: 2, Minimum: 0, Maximum: 1e300, "how fast easy rows fade; 0 is cross-entropy")],
        Reference = "Lin et al. 2017, arXiv:1708.02002",
    };

    /// <inheritdoc/>
    public static double ConditionNumber(Focal formula) => 1 + formula.Gamma;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
    {
        V miss = (-V.ExpM1(logProbability)).Note("1 − p_y"), p = (Gamma > SmallPower.Large ? Probability(logProbability) : 1 - miss).Note("p_y");
        V power = SmallPower.Any(miss, p, Gamma).Note("(1 − p_y)^γ");
        V ratio = V.Choose(-miss, V.Weigh(p, logProbability) / miss, -1); // p·log p/(1 − p), which goes to −1 where p rounds to 1
        return new(-power * logProbability, power * (Gamma * ratio - 1));
    }

    /// <summary>p with all its digits, which only a large power of 1 − p shows; called, as <see cref="SmallPower.Any"/> is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static V Probability<V>(V logProbability)
        where V : struct, ILane<V>
        => V.Exp(logProbability);
}

partial record Loss
{
    /// <inheritdoc cref="Losses.Focal"/>
    public static Loss Focal(double gamma = 2) => Of(new Focal(gamma));
}

partial class LossCatalog
{
    internal static LossDefinition Focal => new(Losses.Focal.Info, parameters => Loss.Focal(parameters[0]));
}
