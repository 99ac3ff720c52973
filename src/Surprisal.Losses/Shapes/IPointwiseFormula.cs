using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A loss that treats every logit on its own: ℓ(z, t), written once and read on any lane.</summary>
/// <typeparam name="TSelf">The formula.</typeparam>
public interface IPointwiseFormula<TSelf> : ILossFormula<TSelf>
    where TSelf : struct, IPointwiseFormula<TSelf>
{
    /// <summary>
    /// Whether the formula is good for two units in the last place in the type of the logits: a few sums and products. It then reads floats as floats,
    /// twice as fast; every other formula reads them as doubles.
    /// </summary>
    static virtual bool KeepsDigits => false;

    /// <summary>How floats are read where the target is exactly 0 or 1, unsmoothed and unweighted; all others are read as doubles.</summary>
    static virtual AnswerReading Answers => AnswerReading.AsAnyTarget;

    /// <summary>ℓ and ∂ℓ/∂z. Mark it AggressiveInlining: it is the body of the kernel's loop.</summary>
    /// <param name="logit">z.</param>
    /// <param name="target">t.</param>
    LossAt<V> At<V>(V logit, V target)
        where V : struct, ILane<V>;

    /// <summary>The same where a yes counts <paramref name="positiveWeight"/> times; read only by losses that know <see cref="LossOptions.PositiveWeights"/>.</summary>
    LossAt<V> At<V>(V logit, V target, V positiveWeight)
        where V : struct, ILane<V>
        => At(logit, target);

    /// <summary>The same where the target is exactly 0 or 1, when less is to be computed then: half of most formulas is a term that is 0. See <see cref="Answers"/>.</summary>
    LossAt<V> AtAnswer<V>(V logit, V answer)
        where V : struct, ILane<V>
        => At(logit, answer);

    Loss ILossFormula<TSelf>.ToLoss() => new PointwiseLoss<TSelf>((TSelf)this);
}
