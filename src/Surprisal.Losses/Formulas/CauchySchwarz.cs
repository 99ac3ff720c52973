using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The Cauchy-Schwarz divergence of the predicted distribution and the true one.</summary>
public readonly record struct CauchySchwarz : IRowFormula<CauchySchwarz>
{
    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.LogProbabilities;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "cauchy-schwarz",
        Formula = "−log(⟨p,Y⟩/√(⟨p,p⟩·⟨Y,Y⟩)), with p = softmax(z)",
        Gradient = "s_k − p_k·Σ s_j, with s = p²/⟨p,p⟩ − p·Y/⟨p,Y⟩",
        Targets = TargetKinds.ClassIndex | TargetKinds.Distribution,
        Activation = OutputActivation.Softmax,
        Summary = "Minus the logarithm of the cosine between the two: 0 where they point the same way.",
        UseWhen = "Only the proportions among the classes count.",
        AvoidWhen = "Probabilities are used as such: it does not ask for the true ones.",
        Reference = "Janocha and Czarnecki 2017, arXiv:1702.05659",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        var angle = Angle<V>.Between(row);
        for (int k = 0; k < row.Count; k++) slopes[k] = row.Probabilities[k] * angle.Rest(row, k) / angle.Length - angle.Share(row, k) * (angle.RestLength / angle.Length);
        V near = 0.5 * V.Log1P(angle.TargetLength * angle.RestLength / (angle.Overlap * angle.Overlap));
        V far = 0.5 * (V.Log(angle.Length) + V.Log(angle.TargetLength)) - angle.LogOverlap; // where ⟨p,Y⟩ is tiny its square underflows
        return V.Choose(angle.Overlap - 1e-100, far, near).Note("ℓ = −log(⟨p,Y⟩/√(⟨p,p⟩·⟨Y,Y⟩))");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.CauchySchwarz"/>
    public static Loss CauchySchwarz { get; } = Of(new CauchySchwarz());
}

partial class LossCatalog
{
    internal static LossDefinition CauchySchwarz => new(Losses.CauchySchwarz.Info, _ => Loss.CauchySchwarz);
}
