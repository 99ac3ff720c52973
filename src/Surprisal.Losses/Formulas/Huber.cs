using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Huber's loss: squared error near the target, absolute error beyond a distance.</summary>
/// <param name="Delta">The distance, above 0, at which the square turns into a straight line.</param>
public readonly record struct Huber(double Delta) : IPointwiseFormula<Huber>
{
    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "huber",
        Formula = "d²/2 where |d| ≤ δ, else δ·(|d| − δ/2), with d = z − t",
        Unit = "",
        Gradient = "d, kept within ±δ",
        Targets = TargetKinds.Real | TargetKinds.Binary,
        Activation = OutputActivation.Identity,
        Summary = "For real-valued targets with outliers: smooth at the target, and a far one pulls no harder than δ.",
        UseWhen = "The targets are real numbers with some outliers.",
        AvoidWhen = "The targets are classes.",
        Parameters = [new("delta", Default: 1, Minimum: 1e-300, Maximum: 1e300, "the distance at which the square turns into a straight line")],
        Reference = "Huber 1964, Robust Estimation of a Location Parameter",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
    {
        V difference = (logit - target).Note("d = z − t");
        V bounded = V.Max(V.Min(difference, Delta), -Delta).Note("b = d, kept within ±δ"); // one line for both branches, and the slope
        return new((bounded * (difference - bounded * 0.5)).Note("ℓ = b·(d − b/2)"), bounded.Note("∂ℓ/∂z = b"));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.Huber"/>
    public static Loss Huber(double delta = 1) => Of(new Huber(delta));
}

partial class LossCatalog
{
    internal static LossDefinition Huber => new(Losses.Huber.Info, parameters => Loss.Huber(parameters[0]));
}
