using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Generalised cross-entropy: between −log p_y (q → 0) and the noise-tolerant 1 − p_y (q = 1).</summary>
/// <param name="Q">Where between the two, in (0, 1].</param>
public readonly record struct GeneralizedCrossEntropy(double Q) : ISoftmaxFormula<GeneralizedCrossEntropy>
{
    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "generalized-cross-entropy",
        Formula = "(1 − p_y^q)/q, with p = softmax(z)",
        Unit = "",
        Gradient = "p_y^q·(p − Y)",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Softmax,
        Summary = "Wrong labels pull less the less the model believes them, so a few mislabelled rows do not bend it.",
        UseWhen = "Part of the labels is wrong.",
        AvoidWhen = "The labels are clean: it learns more slowly than cross-entropy.",
        Parameters = [new("q", Default: 0.7, Minimum: 0.01, Maximum: 1, "near 0: cross-entropy; 1: the distance 1 − p_y")],
        Reference = "Zhang and Sabuncu 2018, arXiv:1805.07836",
    };

    /// <inheritdoc/>
    public static double ConditionNumber(GeneralizedCrossEntropy formula) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
    {
        V power = (Q * logProbability).Note("q·log p_y");
        return new(-V.ExpM1(power) / Q, -V.Exp(power).Note("p_y^q"));
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.GeneralizedCrossEntropy"/>
    public static Loss GeneralizedCrossEntropy(double q = 0.7) => Of(new GeneralizedCrossEntropy(q));
}

partial class LossCatalog
{
    internal static LossDefinition GeneralizedCrossEntropy => new(Losses.GeneralizedCrossEntropy.Info, parameters => Loss.GeneralizedCrossEntropy(parameters[0]));
}
