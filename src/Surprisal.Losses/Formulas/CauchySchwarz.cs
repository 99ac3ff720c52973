using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The Cauchy-Schwarz divergence of the predicted distribution and the true one.</summary>
public readonly record struct CauchySchwarz : IRowFormula<CauchySchwarz>
{
    /// <inheritdoc/>
    public static WrongClasses WrongClasses => WrongClasses.Squares;

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
        // log⟨p,Y⟩ = log p of the likeliest class that Y names + log(shares), finite where p underflows; from logits, whose differences log p may have rounded away.
        V top = -1e300, logTop = -1e300, shares = 0, mass = 0; // not −∞, from which −∞ could not be subtracted
        for (int k = 0; k < row.Count; k++)
        {
            V isNamed = -V.Abs(row.Targets[k]);
            top = V.Max(top, V.Choose(isNamed, row.Logits[k], top));
            logTop = V.Max(logTop, V.Choose(isNamed, row.LogProbabilities[k], logTop));
            mass += row.Targets[k];
        }
        for (int k = 0; k < row.Count; k++)
        {
            V share = V.Weigh(row.Targets[k], V.Exp(row.Logits[k] - top));
            shares += share;
            slopes[k] = share;
        }
        V inverse = 1 / angle.Length, pull = angle.RestLength * inverse;
        for (int k = 0; k < row.Count; k++)
        {
            V target = row.Targets[k], rest = row.Probabilities[k] - angle.Along * target;
            slopes[k] = row.Probabilities[k] * rest * inverse - V.Choose(-shares, slopes[k] / shares, target / mass) * pull;
        }
        // log(1/cos²) = log1p(tan²), with all digits where both point the same way; far apart, where ⟨p,Y⟩² underflows, without it.
        V isFar = angle.Overlap - 1e-100;
        V near = angle.TargetLength * angle.RestLength / (angle.Overlap * angle.Overlap), far = angle.Length * angle.TargetLength / (shares * shares) - 1;
        V half = 0.5 * V.Log1P(V.Choose(isFar, far, near));
        return V.Choose(isFar, half - logTop, half).Note("ℓ = −log(⟨p,Y⟩/√(⟨p,p⟩·⟨Y,Y⟩))");
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
