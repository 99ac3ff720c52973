using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Poly-1: cross-entropy with the first term of its series in 1 − p weighed anew.</summary>
/// <param name="Epsilon">What is added to that term's weight of 1.</param>
public readonly record struct Poly(double Epsilon) : ISoftmaxFormula<Poly>
{
    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "poly",
        Formula = "−log p_y + ε·(1 − p_y), with p = softmax(z)",
        Gradient = "(1 + ε·p_y)·(p − Y)",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Softmax,
        Summary = "Pulls a little harder than cross-entropy where the model is already right (ε above 0), or less (below).",
        UseWhen = "A balanced task where a little more accuracy matters more than calibrated probabilities.",
        AvoidWhen = "Probabilities are used as such: it is proper for epsilon 0 only.",
        Parameters = [new("epsilon", Default: 1, Minimum: -1, Maximum: 100, "weight of 1 − p_y; 0 is cross-entropy")],
        Reference = "Leng et al. 2022, arXiv:2204.12511",
    };

    /// <inheritdoc/>
    public static double ConditionNumber(Poly formula) => formula.Epsilon >= -0.5 ? 1 : double.PositiveInfinity; // below, the two terms cancel where p_y is near 1

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
    {
        if (Epsilon < -0.5) return AtNearMinusOne(logProbability);
        V miss = (-V.ExpM1(logProbability)).Note("1 − p_y"), p = (1 - miss).Note("p_y");
        return new(Epsilon * miss - logProbability, -1 - Epsilon * p);
    }

    /// <summary>The same without cancellation: −log p − (1 − p) is what is left of two nearly equal numbers where p is near 1, and there is summed as its series x²/2! − x³/3! + … in x = −log p.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)] // it would take the others' place in the kernel's inlining budget
    LossAt<V> AtNearMinusOne<V>(V logProbability)
        where V : struct, ILane<V>
    {
        V miss = (-V.ExpM1(logProbability)).Note("1 − p_y"), near = V.Min(-logProbability, 1), series = 1.0 / 19;
        for (int n = 18; n > 2; n--) series = (1 - near * series) * (1.0 / n);
        V beyond = V.Choose(-logProbability - 1, near * near * (1 - near * series) * 0.5, -logProbability - miss);
        return new((beyond + (1 + Epsilon) * miss).Note("ℓ = −log p_y + ε·(1 − p_y)"), Epsilon * miss - (1 + Epsilon));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.Poly"/>
    public static Loss Poly(double epsilon = 1) => Of(new Poly(epsilon));
}

partial class LossCatalog
{
    internal static LossDefinition Poly => new(Losses.Poly.Info, parameters => Loss.Poly(parameters[0]));
}
