using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Squared error: the distance between logit and target, squared.</summary>
public readonly record struct Mse : IPointwiseFormula<Mse>
{
    /// <inheritdoc/>
    public static bool KeepsDigits => true;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "mse",
        Formula = "(z − t)²",
        Unit = "",
        Gradient = "2·(z − t)",
        Targets = TargetKinds.Real | TargetKinds.Binary,
        Activation = OutputActivation.Identity,
        Summary = "For real-valued targets. On class labels it also punishes logits that are right by more than asked.",
        UseWhen = "The targets are real numbers.",
        AvoidWhen = "The targets are classes: the pull vanishes or misleads where the model is surely wrong.",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>
    {
        V difference = (logit - target).Note("z − t");
        return new((difference * difference).Note("ℓ = (z − t)²"), (difference + difference).Note("∂ℓ/∂z = 2·(z − t)"));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.Mse"/>
    public static Loss Mse { get; } = Of(new Mse());
}

partial class LossCatalog
{
    internal static LossDefinition Mse => new(Losses.Mse.Info, _ => Loss.Mse);
}
