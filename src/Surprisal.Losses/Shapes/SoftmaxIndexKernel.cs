using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a softmax loss over rows whose answer is a class index.</summary>
/// <remarks>
/// The sum over the other classes is kept apart from the target's own term: where the target leads, the loss is log1p of that sum
/// and the target's gradient is minus their share, so that confident rows keep their digits.
/// </remarks>
static unsafe class SoftmaxIndexKernel
{
    /// <summary>From this many classes on, rows one by one are faster than a register of rows at a time.</summary>
    public const int FewestClasses = 48;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<T>, T>(formula, batch, options)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<T>, T>(formula, batch, options)
            : Run<TFormula, Lane128<T>, T>(formula, batch, options);

    static double Run<TFormula, V, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        int classes = batch.Columns;
        double total = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            int target = batch.Classes[row];
            T* g = batch.Gradient == null ? null : batch.Gradient + (nint)row * classes;
            double loss = 0;
            if (target != options.IgnoreIndex)
            {
                double weight = options.ClassWeights is { } weights ? weights[target] : 1;
                double value = Row<TFormula, V, T>(formula, batch.Logits + (nint)row * classes, g, classes, target, weight * batch.Scale);
                loss = Real.Weigh(weight, value).Value;
            }
            else if (g != null)
            {
                new Span<T>(g, classes).Clear();
            }
            if (batch.Losses != null) batch.Losses[row] = Number.FromDouble<T>(loss);
            total += loss;
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static double Row<TFormula, V, T>(TFormula formula, T* z, T* g, int classes, int target, double scale)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        double max = RowPasses.Largest<V, T>(z, classes), logit = Number.ToDouble(z[target]);
        var (own, others) = Exponentials<V, T>(z, g, classes, target, max);
        double sum = own + others;
        double logProbability = logit == max ? -ScalarMath.Log1P(others / V.Bias) : logit - max - Math.Log(sum / V.Bias);
        var at = formula.At(new Real(logProbability));
        if (g != null)
        {
            double slope = at.Slope.Value * scale;
            RowPasses.Scale<V, T>(g, classes, -slope / sum);
            g[target] = Number.FromDouble<T>(slope * (others / sum));
        }
        return at.Value.Value;
    }

    /// <summary>Writes exp(z − max) to g unless it is null; returns the target's and the sum of the others'. All times the lane's bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (double Own, double Others) Exponentials<V, T>(T* z, T* g, int classes, int target, double max)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V shift = max;
        double own = 0, others = 0;
        int k = 0;
        for (; k <= classes - V.Count; k += V.Count)
        {
            var (high, low) = V.Difference(V.Load(z + k), shift);
            V e = V.ExpBiased(high, low);
            if (g != null) e.Store(g + k);
            if ((uint)(target - k) < (uint)V.Count)
            {
                own = V.At(e, target - k);
                e = V.With(e, target - k, 0);
            }
            others += V.Sum(e);
        }
        int rest = classes - k;
        if (rest > 0)
        {
            var (high, low) = V.Difference(V.LoadFirst(z + k, rest, double.NegativeInfinity), shift);
            V e = V.ExpBiased(high, low);
            if (g != null) e.StoreFirst(g + k, rest);
            if (target >= k)
            {
                own = V.At(e, target - k);
                e = V.With(e, target - k, 0);
            }
            others += V.Sum(V.KeepFirst(e, rest)); // a row of −∞ only makes NaN in the padding too
        }
        return (own, others);
    }
}
