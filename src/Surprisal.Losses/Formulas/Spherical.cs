using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The spherical score: minus the cosine between the predicted distribution and the true class.</summary>
public readonly record struct Spherical : IRowFormula<Spherical>
{
    /// <inheritdoc/>
    public static WrongClasses WrongClasses => WrongClasses.Squares;

    /// <inheritdoc/>
    public static RowOf SlopesBy => RowOf.Probabilities;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "spherical",
        Formula = "−⟨p,Y⟩/‖p‖, with p = softmax(z)",
        Unit = "",
        Gradient = "p_k·(s_k − Σ p_j·s_j), with s = (⟨p,Y⟩·p − ⟨p,p⟩·Y)/‖p‖³",
        Targets = TargetKinds.ClassIndex | TargetKinds.Distribution,
        Activation = OutputActivation.Softmax,
        Summary = "A proper score between −1 and 0: it asks for the true probabilities and forgives sure mistakes, more than the Brier score.",
        UseWhen = "Calibrated probabilities are wanted and some labels are wrong.",
        AvoidWhen = "Training starts far off: the slope vanishes where the model is surely wrong.",
        Reference = "Gneiting and Raftery 2007, doi:10.1198/016214506000001437",
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V At<V>(Row<V> row, Span<V> slopes)
        where V : struct, ILane<V>
    {
        var angle = Angle<V>.Between(row);
        V length = V.Sqrt(angle.Length).Note("‖p‖"), outer = 1 / (angle.Length * length);
        for (int k = 0; k < row.Count; k++) slopes[k] = outer * ((row.Probabilities[k] - angle.Along * row.Targets[k]) * angle.Overlap - row.Targets[k] * angle.RestLength);
        return (-angle.Overlap / length).Note("ℓ = −⟨p,Y⟩/‖p‖");
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.Spherical"/>
    public static Loss Spherical { get; } = Of(new Spherical());
}

partial class LossCatalog
{
    internal static LossDefinition Spherical => new(Losses.Spherical.Info, _ => Loss.Spherical);
}
