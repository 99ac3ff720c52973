using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Cross-entropy: the surprisal of the true class under p = softmax(z).</summary>
public readonly record struct CrossEntropy : ISoftmaxFormula<CrossEntropy>
{
    /// <inheritdoc/>
    public static bool IsSurprisal => true;

    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "cross-entropy",
        Formula = "−log p_y for a class, −Σ Y_k·log p_k for a distribution, with p = softmax(z)",
        Gradient = "p − Y",
        Targets = TargetKinds.ClassIndex | TargetKinds.Distribution,
        Activation = OutputActivation.Softmax,
        Options = LossOptions.ClassWeights | LossOptions.LabelSmoothing | LossOptions.IgnoreIndex | LossOptions.ZLoss,
        MeanIsOverWeights = true,
        Summary = "How surprised the model is by the true class, in nats. Guessing evenly over C classes costs ln C; being sure and right costs nothing.",
        UseWhen = "One class per row, or soft labels. The default: it asks for the true probabilities.",
        AvoidWhen = "Several labels can hold at once (binary-cross-entropy), or many labels are wrong (generalized-cross-entropy).",
    };

    /// <inheritdoc/>
    public static double ConditionNumber(CrossEntropy formula) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
        => new(-logProbability, -1);
}

partial record Loss
{
    /// <inheritdoc cref="Losses.CrossEntropy"/>
    public static Loss CrossEntropy { get; } = Of(new CrossEntropy());
}

partial class LossCatalog
{
    internal static LossDefinition CrossEntropy => new(Losses.CrossEntropy.Info, _ => Loss.CrossEntropy);
}
