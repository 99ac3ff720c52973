using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>One-against-all hinge loss: each class must lie half a unit on its side of 0.</summary>
/// <param name="Margin">How far from 0 each logit must lie, on its side.</param>
/// <param name="Power">The power of what is missing: 1, 2 or 3.</param>
public readonly record struct OvaHinge(double Margin, double Power) : IRowFormula<OvaHinge>
{
    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Logits;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "ova-hinge",
        Formula = "Σ_j max(0, m − ŷ_j·z_j)^q, with ŷ = 1 for the true class and −1 for the others",
        Unit = "",
        Gradient = "−ŷ_j·q·max(0, m − ŷ_j·z_j)^(q−1); 0 at the kink",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Identity,
        Summary = "One yes-or-no margin for each class: the true one above, all others below.",
        UseWhen = "Classes are to be told apart one by one.",
        AvoidWhen = "Probabilities are wanted: it gives none.",
        Parameters = [new("margin", Default: 0.5, Minimum: 0, Maximum: 1e6, "how far the true class must lead"), new("power", Default: 1, Minimum: 1, Maximum: 3, "the power of what is missing: 1, 2 or 3", IsWhole: true)],
        Reference = "Janocha and Czarnecki 2017, arXiv:1702.05659",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V loss = 0;
        for (int k = 0; k < row.Count; k++)
        {
            V side = row.Targets[k] * 2 - 1;
            var missing = MissingMargin.Power(Margin - side * row.Logits[k], Power);
            loss += missing.Value;
            slopes[k] = -side * missing.Slope;
        }
        return loss.Note("ℓ = Σ max(0, m − ŷ·z)^q");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.OvaHinge"/>
    public static Loss OvaHinge(double margin = 0.5, double power = 1) => Of(new OvaHinge(margin, power));
}

partial class LossCatalog
{
    internal static LossDefinition OvaHinge => new(Losses.OvaHinge.Info, parameters => Loss.OvaHinge(parameters[0], parameters[1]));
}
