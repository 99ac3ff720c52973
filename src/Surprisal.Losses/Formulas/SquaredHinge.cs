using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Multi-class hinge loss, squared: how much of the margin to the other classes is missing.</summary>
/// <param name="Margin">How far the true class must lead, in logits.</param>
/// <param name="Power">The power of what is missing: 1, 2 or 3.</param>
public readonly record struct SquaredHinge(double Margin, double Power) : IRowFormula<SquaredHinge>
{
    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Logits;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "squared-hinge",
        Formula = "Σ_{j≠y} max(0, m − z_y + z_j)^q/C",
        Unit = "",
        Gradient = "q·max(0, m − z_y + z_j)^(q−1)/C for j ≠ y, minus their sum for y; 0 at the kink",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Identity,
        Summary = "The missing margins squared: smooth where the margin is reached, harder on large mistakes.",
        UseWhen = "As hinge, where a smooth loss is wanted.",
        AvoidWhen = "Probabilities are wanted: it gives none.",
        Options = LossOptions.ClassWeights,
        IsForMatricesOnly = true,
        Parameters = [new("margin", Default: 1, Minimum: 0, Maximum: 1e6, "how far the true class must lead"), new("power", Default: 2, Minimum: 1, Maximum: 3, "the power of what is missing: 1, 2 or 3", IsWhole: true)],
        Reference = "Crammer and Singer 2001, JMLR 2:265-292; Janocha and Czarnecki 2017, arXiv:1702.05659",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
        => MissingMargin.At(row, slopes, Margin, Power);
}

partial record Loss
{
    /// <inheritdoc cref="Losses.SquaredHinge"/>
    public static Loss SquaredHinge(double margin = 1, double power = 2) => Of(new SquaredHinge(margin, power));
}

partial class LossCatalog
{
    internal static LossDefinition SquaredHinge => new(Losses.SquaredHinge.Info, parameters => Loss.SquaredHinge(parameters[0], parameters[1]));
}
