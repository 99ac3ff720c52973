using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The Brier score: the squared distance between the predicted distribution and the true one.</summary>
public readonly record struct ExpectationL2 : IRowFormula<ExpectationL2>
{
    /// <inheritdoc/>
    public static WrongClasses WrongClasses => WrongClasses.Squares;

    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Probabilities;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "expectation-l2",
        Formula = "Σ(Y − p)², with p = softmax(z)",
        Unit = "",
        Gradient = "p_k·(s_k − Σ p_j·s_j), with s = 2·(p − Y)",
        Targets = TargetKinds.ClassIndex | TargetKinds.Distribution,
        Activation = OutputActivation.Softmax,
        Summary = "A proper score that is never more than 2: it asks for the true probabilities, and forgives a sure mistake.",
        UseWhen = "Calibrated probabilities are wanted and a few labels are wrong.",
        AvoidWhen = "Training starts far off: the slope vanishes where the model is surely wrong.",
        Reference = "Brier 1950; Janocha and Czarnecki 2017, arXiv:1702.05659",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V loss = 0;
        for (int k = 0; k < row.Count; k++)
        {
            V error = row.Errors[k];
            loss += error * error;
            slopes[k] = error * -2;
        }
        return loss.Note("ℓ = Σ(Y − p)²");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.ExpectationL2"/>
    public static Loss ExpectationL2 { get; } = Of(new ExpectationL2());
}

partial class LossCatalog
{
    internal static LossDefinition ExpectationL2 => new(Losses.ExpectationL2.Info, _ => Loss.ExpectationL2);
}
