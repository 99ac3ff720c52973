using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Absolute error: the distance between logit and target.</summary>
public readonly record struct L1 : IPointwiseFormula<L1>
{
    /// <inheritdoc/>
    public static bool KeepsDigits => true;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "l1",
        Formula = "|z − t|",
        Unit = "",
        Gradient = "sign(z − t), 0 at the kink",
        Targets = TargetKinds.Real | TargetKinds.Binary,
        Activation = OutputActivation.Identity,
        Summary = "For real-valued targets with outliers: a far one pulls no harder than a near one.",
        UseWhen = "The targets are real numbers with outliers, and the median is wanted.",
        AvoidWhen = "The targets are probabilities: the answer it asks for is 0 or 1.",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
    {
        V difference = (logit - target).Note("z − t");
        return new(V.Abs(difference).Note("ℓ = |z − t|"), V.Sign(difference).Note("∂ℓ/∂z = sign(z − t)"));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.L1"/>
    public static Loss L1 { get; } = Of(new L1());
}

partial class LossCatalog
{
    internal static LossDefinition L1 => new(Losses.L1.Info, _ => Loss.L1);
}
