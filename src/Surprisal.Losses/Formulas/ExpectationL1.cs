using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The distance between the predicted distribution and the true one, class by class.</summary>
public readonly record struct ExpectationL1 : IOwnProbabilityFormula<ExpectationL1>
{
    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Probabilities;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "expectation-l1",
        Formula = "Σ|Y − p|, with p = softmax(z); 2·(1 − p_y) for one class",
        Unit = "",
        Gradient = "p_k·(s_k − Σ p_j·s_j), with s = −sign(Y − p)",
        Targets = TargetKinds.ClassIndex | TargetKinds.Distribution,
        Activation = OutputActivation.Softmax,
        Summary = "Twice the probability of being wrong. It pulls hardest where the model is undecided.",
        UseWhen = "Labels are wrong at random: a class of noise that is symmetric does not move its optimum.",
        AvoidWhen = "Training starts from nothing: it hardly pulls where the model is surely wrong.",
        Reference = "Janocha and Czarnecki 2017, arXiv:1702.05659",
    };

    /// <inheritdoc/>
    public static double ConditionNumber(ExpectationL1 formula) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
        => new(-2 * V.ExpM1(logProbability), -2 * V.Exp(logProbability).Note("p_y"));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V loss = 0;
        for (int k = 0; k < row.Count; k++)
        {
            loss += V.Abs(row.Errors[k]);
            slopes[k] = -V.Sign(row.Errors[k]);
        }
        return loss.Note("ℓ = Σ|Y − p|");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.ExpectationL1"/>
    public static Loss ExpectationL1 { get; } = Of(new ExpectationL1());
}

partial class LossCatalog
{
    internal static LossDefinition ExpectationL1 => new(Losses.ExpectationL1.Info, _ => Loss.ExpectationL1);
}
