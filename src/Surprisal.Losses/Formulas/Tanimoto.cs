using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Minus the Tanimoto similarity of the predicted distribution and the true one.</summary>
public readonly record struct Tanimoto : IRowFormula<Tanimoto>
{
    /// <inheritdoc/>
    public static WrongClasses WrongClasses => WrongClasses.Squares;

    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Probabilities;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "tanimoto",
        Formula = "−⟨p,Y⟩/(⟨p,p⟩ + ⟨Y,Y⟩ − ⟨p,Y⟩), with p = softmax(z)",
        Unit = "",
        Gradient = "p_k·(s_k − Σ p_j·s_j), with s = −(Y·‖Y − p‖² + 2·⟨p,Y⟩·(Y − p))/(⟨p,p⟩ + ⟨Y,Y⟩ − ⟨p,Y⟩)²",
        Targets = TargetKinds.ClassIndex | TargetKinds.Distribution,
        Activation = OutputActivation.Softmax,
        Summary = "From 0, nothing in common, down to −1, the same.",
        UseWhen = "The overlap of two distributions is what counts.",
        AvoidWhen = "Probabilities are used as such: it does not ask for the true ones.",
        Reference = "Janocha and Czarnecki 2017, arXiv:1702.05659",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        V overlap = 0, distance = 0;
        for (int k = 0; k < row.Count; k++)
        {
            overlap += V.Weigh(row.Targets[k], row.Probabilities[k]);
            distance += row.Errors[k] * row.Errors[k];
        }
        V union = distance.Note("‖Y − p‖²") + overlap.Note("⟨p,Y⟩"); // ⟨p,p⟩ + ⟨Y,Y⟩ − ⟨p,Y⟩ without cancellation
        V outer = -1 / (union * union);
        for (int k = 0; k < row.Count; k++) slopes[k] = outer * (row.Targets[k] * distance + 2 * overlap * row.Errors[k]);
        return (-overlap / union).Note("ℓ = −⟨p,Y⟩/(⟨p,p⟩ + ⟨Y,Y⟩ − ⟨p,Y⟩)");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.Tanimoto"/>
    public static Loss Tanimoto { get; } = Of(new Tanimoto());
}

partial class LossCatalog
{
    internal static LossDefinition Tanimoto => new(Losses.Tanimoto.Info, _ => Loss.Tanimoto);
}
