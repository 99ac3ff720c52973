using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>From logits to probabilities.</summary>
public static unsafe class Activations
{
    /// <summary>Writes the predictions that belong to a loss's logits.</summary>
    /// <param name="activation">From <see cref="LossInfo.Activation"/>.</param>
    /// <param name="logits">Raw model outputs, one row per example.</param>
    /// <param name="probabilities">Shape of <paramref name="logits"/>; overwritten. May be the logits themselves.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Apply(OutputActivation activation, ReadOnlyMatrixSpan<float> logits, MatrixSpan<float> probabilities)
    {
        if (probabilities.Rows != logits.Rows || probabilities.Columns != logits.Columns)
            throw new ArgumentException($"probabilities must have the shape of the logits, {logits.Rows} × {logits.Columns}, got {probabilities.Rows} × {probabilities.Columns}.");
        if (activation == OutputActivation.Identity) logits.Values.CopyTo(probabilities.Values);
        else if (Vector512.IsHardwareAccelerated) Apply<Lane512<float>>(activation, logits, probabilities);
        else if (Vector256.IsHardwareAccelerated) Apply<Lane256<float>>(activation, logits, probabilities);
        else Apply<Lane128<float>>(activation, logits, probabilities);
    }

    static void Apply<V>(OutputActivation activation, ReadOnlyMatrixSpan<float> logits, MatrixSpan<float> probabilities)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        fixed (float* z = logits.Values, p = probabilities.Values)
        {
            if (activation == OutputActivation.Sigmoid) Sigmoid<V>(z, p, logits.Values.Length);
            else for (int row = 0; row < logits.Rows; row++) Softmax<V>(z + (nint)row * logits.Columns, p + (nint)row * logits.Columns, logits.Columns);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Sigmoid<V>(float* z, float* p, int count)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count) V.Logistic(V.Load(z + i)).Probability.Store(p + i);
        if (i < count) V.Logistic(V.LoadFirst(z + i, count - i, 0)).Probability.StoreFirst(p + i, count - i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Softmax<V>(float* z, float* p, int classes)
        where V : struct, ISimdLane<V, float>, ILane<V>
    {
        double max = RowPasses.Largest<V, float>(z, classes), sum = 0;
        V shift = max;
        for (int k = 0; k < classes; k += V.Count)
        {
            int count = Math.Min(V.Count, classes - k);
            var (high, low) = V.Difference(V.LoadFirst(z + k, count, double.NegativeInfinity), shift);
            V e = V.ExpBiased(high, low);
            e.StoreFirst(p + k, count);
            sum += V.Sum(V.KeepFirst(e, count));
        }
        RowPasses.Scale<V, float>(p, classes, 1 / sum);
    }
}
