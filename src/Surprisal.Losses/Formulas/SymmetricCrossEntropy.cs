using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Symmetric cross-entropy: cross-entropy and its reverse together.</summary>
/// <param name="Alpha">Weight of cross-entropy.</param>
/// <param name="Beta">Weight of reverse cross-entropy.</param>
/// <param name="LogZero">What log 0 counts as in it, below 0.</param>
public readonly record struct SymmetricCrossEntropy(double Alpha, double Beta, double LogZero) : ISoftmaxFormula<SymmetricCrossEntropy>
{
    /// <inheritdoc/>
    public static LossInfo Info { get; } = new()
    {
        Name = "symmetric-cross-entropy",
        Formula = "−α·log p_y − β·A·(1 − p_y), with p = softmax(z) and A = log-zero",
        Gradient = "(α − β·A·p_y)·(p − Y)",
        Targets = TargetKinds.ClassIndex,
        Activation = OutputActivation.Softmax,
        Summary = "The reverse term is bounded: a wrong label that the model does not believe pulls little.",
        UseWhen = "Part of the labels is wrong, and cross-entropy alone overfits them.",
        AvoidWhen = "The labels are clean.",
        Parameters = [new("alpha", Default: 0.1, Minimum: 0, Maximum: 1000, "weight of cross-entropy"), new("beta", Default: 1, Minimum: 0, Maximum: 1000, "weight of reverse cross-entropy"), new("log-zero", Default: -4, Minimum: -1000, Maximum: 0, "what log 0 counts as")],
        Reference = "Wang et al. 2019, arXiv:1908.06112",
    };

    /// <inheritdoc/>
    public static double ConditionNumber(SymmetricCrossEntropy formula) => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>
    {
        V miss = (-V.ExpM1(logProbability)).Note("1 − p_y"), p = V.Exp(logProbability).Note("p_y"); // apart: with α = 0, a tiny p is all there is of the slope
        double reverse = -Beta * LogZero;
        return new(reverse * miss - Alpha * logProbability, -Alpha - reverse * p);
    }
}

partial record Loss
{
    /// <inheritdoc cref="Losses.SymmetricCrossEntropy"/>
    public static Loss SymmetricCrossEntropy(double alpha = 0.1, double beta = 1, double logZero = -4) => Of(new SymmetricCrossEntropy(alpha, beta, logZero));
}

partial class LossCatalog
{
    internal static LossDefinition SymmetricCrossEntropy => new(Losses.SymmetricCrossEntropy.Info, parameters => Loss.SymmetricCrossEntropy(parameters[0], parameters[1], parameters[2]));
}
