using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Surprisal under p = |z|/Σ|z|: what classification would be without the exponential.</summary>
public readonly record struct AbsNormalised : IRowFormula<AbsNormalised>
{
    /// <inheritdoc/>
    public static WrongClasses WrongClasses => WrongClasses.Sizes;

    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Logits;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "abs-normalised",
        Formula = "log Σ|z_j| − log|z_y|",
        Gradient = "sign(z_k)/Σ|z| − [k = y]/z_y",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.AbsNormalised,
        Summary = "Normalises by size instead of by exponential. A logit of 0 for the true class costs infinity, and the sign of a logit means nothing.",
        UseWhen = "Only to see why softmax has an exponential.",
        AvoidWhen = "Training.",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V own = 0, others = 0;
        for (int k = 0; k < row.Count; k++)
        {
            V size = V.Abs(row.Logits[k]);
            own += V.Weigh(row.Targets[k], size);
            others += V.Weigh(1 - row.Targets[k], size);
        }
        V sum = own.Note("|z_y|") + others.Note("Σ of the others"), inverse = 1 / sum, pull = 1 / (1 + own / others) / own; // 1/|z_y| − 1/Σ without cancellation
        for (int k = 0; k < row.Count; k++)
        {
            slopes[k] = V.Weigh(V.Sign(row.Logits[k]), V.Choose(-row.Targets[k], -pull, inverse));
        }
        return V.Choose(-own, V.Log1P(others / own), sum + double.PositiveInfinity).Note("ℓ = log Σ|z| − log|z_y|");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.AbsNormalised"/>
    public static Loss AbsNormalised { get; } = Of(new AbsNormalised());
}

partial class LossCatalog
{
    internal static LossDefinition AbsNormalised => new(Losses.AbsNormalised.Info, _ => Loss.AbsNormalised);
}
