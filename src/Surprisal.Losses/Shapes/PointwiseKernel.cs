using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a pointwise loss over a batch: one pass over memory, loss and gradient fused.</summary>
static unsafe class PointwiseKernel
{
    /// <summary>Writes what the batch asks for and returns Σ ℓ.</summary>
    /// <param name="formula">The loss.</param>
    /// <param name="batch">Checked rows.</param>
    /// <param name="positiveWeights">None, one for all, or one per column.</param>
    /// <param name="smoothing">e of t′ = (1 − e)·t + e/2.</param>
    public static double Run<TFormula, T>(TFormula formula, in LossBatch<T> batch, ReadOnlySpan<T> positiveWeights, double smoothing)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<T>, T>(formula, batch, positiveWeights, smoothing)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<T>, T>(formula, batch, positiveWeights, smoothing)
            : Run<TFormula, Lane128<T>, T>(formula, batch, positiveWeights, smoothing);

    static double Run<TFormula, V, T>(TFormula formula, in LossBatch<T> batch, ReadOnlySpan<T> positiveWeights, double smoothing)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        fixed (T* z = batch.Logits.Values, t = batch.Targets.Values, g = batch.Gradient.Values, losses = batch.Losses, w = positiveWeights)
        {
            var run = new Stretch<T> { Smoothing = smoothing, Scale = batch.Scale, Logits = z, Targets = t, Gradient = g, Losses = losses };
            int count = batch.Logits.Values.Length, columns = batch.Logits.Columns;
            if (positiveWeights.IsEmpty) return Run<Unweighted<TFormula>, V, T>(new(formula), run, count);
            run.Weights = w;
            run.OneWeight = positiveWeights.Length == 1;
            if (run.OneWeight) return Run<Weighted<TFormula>, V, T>(new(formula), run, count);
            double total = 0;
            for (int row = 0; row < batch.Logits.Rows; row++, run.Advance(columns)) total += Run<Weighted<TFormula>, V, T>(new(formula), run, columns);
            return total;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)] // the root of its own inlining budget: pulled into a caller, the loop keeps calls in it
    static double Run<TReader, V, T>(TReader reader, Stretch<T> run, int count)
        where TReader : struct, IReader
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        double total = 0;
        V keep = 1 - run.Smoothing, spread = run.Smoothing / 2, scale = run.Scale;
        V weight = run.OneWeight ? Number.ToDouble(*run.Weights) : 1;
        bool weights = run.Weights != null && !run.OneWeight;
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            if (weights) weight = V.Load(run.Weights + i);
            var at = reader.At(V.Load(run.Logits + i), V.MultiplyAdd(V.Load(run.Targets + i), keep, spread), weight);
            total += V.Sum(at.Value);
            if (run.Gradient != null) (at.Slope * scale).Store(run.Gradient + i);
            if (run.Losses != null) at.Value.Store(run.Losses + i);
        }
        int rest = count - i;
        if (rest > 0)
        {
            // The rest goes through the same code on a part of a register, so that a result never depends on its place in the batch.
            if (weights) weight = V.LoadFirst(run.Weights + i, rest, 1);
            var at = reader.At(V.LoadFirst(run.Logits + i, rest, 0), V.MultiplyAdd(V.LoadFirst(run.Targets + i, rest, 0), keep, spread), weight);
            total += V.Sum(V.KeepFirst(at.Value, rest));
            if (run.Gradient != null) (at.Slope * scale).StoreFirst(run.Gradient + i, rest);
            if (run.Losses != null) at.Value.StoreFirst(run.Losses + i, rest);
        }
        return total;
    }

    interface IReader
    {
        LossAt<V> At<V>(V logit, V target, V weight)
            where V : struct, ILane<V>;
    }

    readonly struct Unweighted<TFormula>(TFormula formula) : IReader
        where TFormula : struct, IPointwiseFormula<TFormula>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LossAt<V> At<V>(V logit, V target, V weight)
            where V : struct, ILane<V>
            => formula.At(logit, target);
    }

    readonly struct Weighted<TFormula>(TFormula formula) : IReader
        where TFormula : struct, IPointwiseFormula<TFormula>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LossAt<V> At<V>(V logit, V target, V weight)
            where V : struct, ILane<V>
            => formula.At(logit, target, weight);
    }

    /// <summary>Neighbouring logits and what belongs to them; null pointers stand for what is not wanted.</summary>
    struct Stretch<T>
        where T : unmanaged
    {
        public double Smoothing, Scale;
        public T* Logits, Targets, Gradient, Losses, Weights;
        public bool OneWeight;

        public void Advance(int count)
        {
            Logits += count;
            Targets += count;
            if (Gradient != null) Gradient += count;
            if (Losses != null) Losses += count;
        }
    }
}
