using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A loss on softmax probabilities that looks at the true class only: ℓ(log p_y). For soft labels it is the expectation Σ Y_c·ℓ(log p_c).</summary>
/// <typeparam name="TSelf">The formula.</typeparam>
public interface ISoftmaxFormula<TSelf> : ILossFormula<TSelf>
    where TSelf : struct, ISoftmaxFormula<TSelf>
{
    /// <summary>Whether the formula is −log p_y itself, for which there are kernels that no other loss can use.</summary>
    static virtual bool IsSurprisal => false;

    /// <summary>
    /// How many times a small relative error of the others' odds, (1 − p_y)/p_y, may show in ℓ or its slope, relatively: 1 for −log p_y. Kernels for float rows take the roughest
    /// exponentials that are fine enough; left out, they compute in doubles.
    /// </summary>
    /// <param name="formula">The formula with its parameters.</param>
    static virtual double ConditionNumber(TSelf formula) => double.PositiveInfinity;

    /// <summary>ℓ and its slope by log p_y; the kernel turns the slope into ∂ℓ/∂z_k = slope·(1[k = y] − p_k). Mark it AggressiveInlining.</summary>
    /// <param name="logProbability">log p_y, at most 0, in nats.</param>
    LossAt<V> At<V>(V logProbability)
        where V : struct, ILane<V>;

    Loss ILossFormula<TSelf>.ToLoss() => new SoftmaxLoss<TSelf>((TSelf)this);
}
