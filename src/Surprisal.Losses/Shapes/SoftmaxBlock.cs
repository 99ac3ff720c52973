using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The softmax of a block of rows, one lane a row: what all classes of a row have in common.</summary>
/// <remarks>
/// The leading class is kept apart: next to its e⁰ = 1 the others would lose their digits. With them, log p of the leader is −log1p(Σ others),
/// 1 − p of the leader is its others' share, and a sure row keeps all its digits.
/// </remarks>
readonly struct SoftmaxBlock<V>
    where V : unmanaged, ISimdLane<V, double>, ILane<V>
{
    /// <summary>The largest logit.</summary>
    public V Max { get; private init; }

    /// <summary>Σ exp(z − max) over all but the leading class, times the lane's bias.</summary>
    public V Others { get; private init; }

    /// <summary>Σ exp(z − max) over all classes, times the lane's bias.</summary>
    public V Sum { get; private init; }

    /// <summary>1/Sum: turns what <see cref="Of"/> wrote into probabilities.</summary>
    public V Inverse { get; private init; }

    /// <summary>log Σ exp(z − max).</summary>
    public V LogSum { get; private init; }

    /// <summary>1 − p of the leading class.</summary>
    public V LeadComplement => Others * Inverse;

    /// <summary>Reads z and writes exp(z − max), times the lane's bias, to <paramref name="e"/>; they may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe SoftmaxBlock<V> Of<T>(V* z, V* e, int classes)
        where T : unmanaged
    {
        V max = double.NegativeInfinity;
        for (int k = 0; k < classes; k++) max = V.Max(max, z[k]);
        V all = 0, others = 0;
        for (int k = 0; k < classes; k++)
        {
            V high, exponential;
            if (typeof(T) == typeof(float))
            {
                high = z[k] - max; // floats: exact to half an ulp of a double
                exponential = V.ExpBiased(high);
            }
            else
            {
                (high, V low) = V.Difference(z[k], max);
                exponential = V.ExpBiased(high, low);
            }
            e[k] = exponential;
            all += exponential;
            others += V.ZeroAtZero(exponential, high);
        }
        // Where several classes lead, the sum of all is 2 or more, and taking one of them away costs nothing.
        V bias = V.Bias;
        others = V.Choose(all - 2 * V.Bias, others, all - bias);
        V sum = others + bias;
        return new() { Max = max, Others = others, Sum = sum, Inverse = (V)1 / sum, LogSum = V.Log1P(others * (1 / V.Bias)) };
    }

    /// <summary>log p of a class from its logit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V LogProbability<T>(V logit, out V fromMax)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            fromMax = logit - Max;
            return fromMax - LogSum;
        }
        (fromMax, V low) = V.Difference(logit, Max);
        return fromMax + (low - LogSum);
    }
}
