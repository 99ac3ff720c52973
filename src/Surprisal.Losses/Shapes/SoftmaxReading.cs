using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Softmax of one row, with the numbers on the way to it: the kernels' own <see cref="SoftmaxBlock{V}"/>, read at its first lane.</summary>
sealed class SoftmaxReading
{
    readonly double[] _complements;

    SoftmaxReading(int classes)
    {
        Shifted = new double[classes];
        Exponentials = new double[classes];
        Probabilities = new double[classes];
        LogProbabilities = new double[classes];
        _complements = new double[classes];
    }

    public double Max { get; private init; }

    /// <summary>Σ exp(z − max).</summary>
    public double Sum { get; private init; }

    public double LogSumExp { get; private init; }

    /// <summary>z − max.</summary>
    public double[] Shifted { get; }

    /// <summary>exp(z − max).</summary>
    public double[] Exponentials { get; }

    public double[] Probabilities { get; }

    public double[] LogProbabilities { get; }

    public static SoftmaxReading Of<T>(ReadOnlySpan<T> logits)
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Of<Lane512<double>, T>(logits)
            : Vector256.IsHardwareAccelerated ? Of<Lane256<double>, T>(logits)
            : Of<Lane128<double>, T>(logits);

    /// <summary>1 − p, with all its digits for the leading class too.</summary>
    public double Complement(int k) => _complements[k];

    static unsafe SoftmaxReading Of<V, T>(ReadOnlySpan<T> logits)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        int classes = logits.Length;
        V* z = (V*)Scratch.Of(2 * (nint)classes * V.Count), e = z + classes;
        for (int k = 0; k < classes; k++) z[k] = Number.ToDouble(logits[k]);
        var softmax = SoftmaxBlock<V>.Of<T>(z, e, classes);
        V unbiased = 1 / V.Bias;
        var reading = new SoftmaxReading(classes)
        {
            Max = V.At(softmax.Max, 0),
            Sum = V.At(softmax.Sum * unbiased, 0),
            LogSumExp = V.At(softmax.Max + softmax.LogSum, 0),
        };
        for (int k = 0; k < classes; k++)
        {
            V logProbability = softmax.LogProbability<T>(z[k], out V fromMax), p = e[k] * softmax.Inverse;
            reading.Shifted[k] = V.At(fromMax, 0);
            reading.Exponentials[k] = V.At(e[k] * unbiased, 0);
            reading.Probabilities[k] = V.At(p, 0);
            reading.LogProbabilities[k] = V.At(logProbability, 0);
            reading._complements[k] = V.At(V.Choose(fromMax, (V)1 - p, softmax.LeadComplement), 0);
        }
        return reading;
    }
}
