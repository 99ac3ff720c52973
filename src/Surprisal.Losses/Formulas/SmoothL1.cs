using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Absolute error, rounded off near the target; PyTorch's smooth L1.</summary>
/// <param name="Delta">Where the square turns into a straight line, 0 or more; PyTorch calls it beta. 0 is l1.</param>
public readonly record struct SmoothL1(double Delta) : IPointwiseFormula<SmoothL1>
{
    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "smooth-l1",
        Formula = "d²/(2δ) where |d| < δ, else |d| − δ/2, with d = z − t",
        Unit = "",
        Gradient = "d/δ, kept within ±1",
        Targets = TargetKinds.Real | TargetKinds.Binary,
        Activation = OutputActivation.Identity,
        Summary = "Huber's loss divided by δ: the slope is at most 1 whatever δ is.",
        UseWhen = "The targets are real numbers with outliers.",
        AvoidWhen = "The targets are classes.",
        Parameters = [new("delta", Default: 1, Minimum: 0, Maximum: 1e300, "where the square turns into a straight line; 0 is l1")],
        Reference = "Girshick 2015, arXiv:1504.08083",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
    {
        V difference = (logit - target).Note("d = z − t");
        if (Delta < 1e-300) return new(V.Abs(difference), V.Sign(difference)); // 1/δ may be infinite
        V slope = V.Max(V.Min(difference * (1 / Delta), 1), -1).Note("b = d/δ, kept within ±1"); // one line for both branches, and the slope
        return new((slope * (difference - slope * (Delta / 2))).Note("ℓ = b·(d − δ·b/2)"), slope.Note("∂ℓ/∂z = b"));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.SmoothL1"/>
    public static Loss SmoothL1(double delta = 1) => Of(new SmoothL1(delta));
}

partial class LossCatalog
{
    internal static LossDefinition SmoothL1 => new(Losses.SmoothL1.Info, parameters => Loss.SmoothL1(parameters[0]));
}
