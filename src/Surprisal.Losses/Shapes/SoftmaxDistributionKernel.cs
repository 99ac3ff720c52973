using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a softmax loss over rows whose answer is a distribution: soft labels, or class indices with label smoothing.</summary>
/// <remarks>
/// ℓ = Σ a_k·ℓ(log p_k) with a_k = class weight · smoothed target, ∂ℓ/∂z_k = a_k·s_k − p_k·Σ a_j·s_j. The leading class is kept apart in
/// both sums, because next to its e⁰ = 1 the others would lose their digits.
/// </remarks>
static unsafe class SoftmaxDistributionKernel
{
    /// <summary>Writes what the batch asks for and returns Σ ℓ.</summary>
    public static double Run<TFormula, T>(TFormula formula, in LossBatch<T> batch, in SoftmaxOptions<T> options)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<T>, T>(formula, batch, options)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<T>, T>(formula, batch, options)
            : Run<TFormula, Lane128<T>, T>(formula, batch, options);

    static double Run<TFormula, V, T>(TFormula formula, in LossBatch<T> batch, in SoftmaxOptions<T> options)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        int classes = batch.Logits.Columns;
        double keep = 1 - options.LabelSmoothing, spread = options.LabelSmoothing / Math.Max(classes, 1), total = 0;
        fixed (T* logits = batch.Logits.Values, gradient = batch.Gradient.Values, values = batch.Targets.Values, weights = options.ClassWeights)
        {
            for (int row = 0; row < batch.Logits.Rows; row++)
            {
                nint at = (nint)row * classes;
                T* z = logits + at, g = gradient == null ? null : gradient + at;
                double loss = 0;
                if (!batch.Targets.AreClasses)
                {
                    loss = Row<TFormula, DistributionTarget<V, T>, V, T>(formula, new(values + at, weights, keep, spread), z, g, classes, batch.Scale);
                }
                else if (batch.Targets.Classes[row] != options.IgnoreIndex)
                {
                    loss = Row<TFormula, SmoothedTarget<V, T>, V, T>(
                        formula, new(batch.Targets.Classes[row], weights, keep + spread, spread), z, g, classes, batch.Scale);
                }
                else if (g != null)
                {
                    new Span<T>(g, classes).Clear();
                }
                if (!batch.Losses.IsEmpty) batch.Losses[row] = Number.FromDouble<T>(loss);
                total += loss;
            }
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static double Row<TFormula, TTarget, V, T>(TFormula formula, TTarget target, T* z, T* g, int classes, double scale)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where TTarget : struct, ITarget<V>
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        double max = RowPasses.Largest<V, T>(z, classes);
        int lead = RowPasses.FirstEqual<V, T>(z, classes, max);
        V shift = max;
        double others = 0; // Σ over all but the lead, biased
        for (int k = 0; k < classes; k += V.Count)
        {
            int count = Math.Min(V.Count, classes - k);
            var (high, low) = V.Difference(count == V.Count ? V.Load(z + k) : V.LoadFirst(z + k, count, double.NegativeInfinity), shift);
            V e = V.ExpBiased(high, low);
            if (g != null) Store<V, T>(e, g + k, count);
            if ((uint)(lead - k) < (uint)V.Count) e = V.With(e, lead - k, V.At(e, lead - k) * 0); // 0, but a NaN stays
            others += V.Sum(V.KeepFirst(e, count));
        }
        double sum = V.Bias + others;
        V logSum = ScalarMath.Log1P(others / V.Bias);

        double loss = 0, slopes = 0, leadSlope = 0;
        for (int k = 0; k < classes; k += V.Count)
        {
            int count = Math.Min(V.Count, classes - k);
            var (at, mass) = Read<TFormula, TTarget, V, T>(formula, target, z + k, k, count, shift, logSum);
            loss += V.Sum(V.KeepFirst(V.Weigh(mass, at.Value), count));
            V slope = V.KeepFirst(V.Weigh(mass, at.Slope), count);
            if ((uint)(lead - k) < (uint)V.Count)
            {
                leadSlope = V.At(slope, lead - k);
                slope = V.With(slope, lead - k, 0);
            }
            slopes += V.Sum(slope);
        }
        if (g == null) return loss;

        V share = -(slopes + leadSlope) * scale / sum, outer = scale;
        for (int k = 0; k < classes; k += V.Count)
        {
            int count = Math.Min(V.Count, classes - k);
            var (at, mass) = Read<TFormula, TTarget, V, T>(formula, target, z + k, k, count, shift, logSum);
            V e = count == V.Count ? V.Load(g + k) : V.LoadFirst(g + k, count, 0);
            Store<V, T>(V.MultiplyAdd(V.Weigh(mass, at.Slope), outer, e * share), g + k, count);
        }
        g[lead] = Number.FromDouble<T>(scale * (leadSlope * others - slopes * V.Bias) / sum);
        return loss;
    }

    /// <summary>The formula and the target's mass for one register of classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (LossAt<V> At, V Mass) Read<TFormula, TTarget, V, T>(TFormula formula, TTarget target, T* z, int k, int count, V shift, V logSum)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where TTarget : struct, ITarget<V>
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        var (high, low) = V.Difference(count == V.Count ? V.Load(z) : V.LoadFirst(z, count, 0), shift);
        return (formula.At(high + (low - logSum)), target.Mass(k, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<V, T>(V value, T* destination, int count)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        if (count == V.Count) value.Store(destination);
        else value.StoreFirst(destination, count);
    }

    /// <summary>What each class of a row counts.</summary>
    interface ITarget<V>
    {
        V Mass(int k, int count);
    }

    readonly struct DistributionTarget<V, T>(T* values, T* weights, double keep, double spread) : ITarget<V>
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Mass(int k, int count)
        {
            V mass = V.MultiplyAdd(count == V.Count ? V.Load(values + k) : V.LoadFirst(values + k, count, 0), keep, spread);
            return weights == null ? mass : mass * (count == V.Count ? V.Load(weights + k) : V.LoadFirst(weights + k, count, 0));
        }
    }

    readonly struct SmoothedTarget<V, T>(int target, T* weights, double on, double off) : ITarget<V>
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Mass(int k, int count)
        {
            V mass = off;
            if ((uint)(target - k) < (uint)V.Count) mass = V.With(mass, target - k, on);
            return weights == null ? mass : mass * (count == V.Count ? V.Load(weights + k) : V.LoadFirst(weights + k, count, 0));
        }
    }
}
