using System.Buffers;
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
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, double[]? positiveWeights, double smoothing)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where T : unmanaged
        => TFormula.KeepsDigits ? Run<TFormula, T, T>(formula, batch, positiveWeights, smoothing) : Run<TFormula, double, T>(formula, batch, positiveWeights, smoothing);

    /// <typeparam name="TFormula">The loss.</typeparam>
    /// <typeparam name="TNumber">The type that is computed with.</typeparam>
    /// <typeparam name="T">The type in memory.</typeparam>
    static double Run<TFormula, TNumber, T>(TFormula formula, in PinnedBatch<T> batch, double[]? positiveWeights, double smoothing)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where TNumber : unmanaged
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<TNumber>, TNumber, T>(formula, batch, positiveWeights, smoothing)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<TNumber>, TNumber, T>(formula, batch, positiveWeights, smoothing)
            : Run<TFormula, Lane128<TNumber>, TNumber, T>(formula, batch, positiveWeights, smoothing);

    static double Run<TFormula, V, TNumber, T>(TFormula formula, in PinnedBatch<T> batch, double[]? positiveWeights, double smoothing)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where V : struct, ISimdLane<V, TNumber>, ILane<V>
        where TNumber : unmanaged
        where T : unmanaged
    {
        var run = new Stretch<T> { Smoothing = smoothing, Scale = batch.Scale, Logits = batch.Logits, Targets = batch.Values, Gradient = batch.Gradient, Losses = batch.Losses, Weight = 1 };
        int count = checked(batch.Rows * batch.Columns);
        if (positiveWeights is null) return Run<Unweighted<TFormula>, V, TNumber, T>(new(formula), run, count);
        run.Weight = positiveWeights[0];
        if (positiveWeights.Length == 1) return Run<Weighted<TFormula>, V, TNumber, T>(new(formula), run, count);
        return PerColumn<TFormula, V, TNumber, T>(formula, run, positiveWeights, count);
    }

    /// <summary>A weight for each column: they are laid out as often as makes whole registers, and the batch is read in stretches of that length.</summary>
    static double PerColumn<TFormula, V, TNumber, T>(TFormula formula, Stretch<T> run, double[] positiveWeights, int count)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where V : struct, ISimdLane<V, TNumber>, ILane<V>
        where TNumber : unmanaged
        where T : unmanaged
    {
        int length = positiveWeights.Length * V.Count;
        TNumber[] weights = ArrayPool<TNumber>.Shared.Rent(length);
        for (int i = 0; i < length; i++) weights[i] = Number.FromDouble<TNumber>(positiveWeights[i % positiveWeights.Length]);
        double total = 0;
        fixed (TNumber* first = weights)
        {
            run.Weights = first;
            for (int start = 0; start < count; start += length, run.Advance(length)) total += Run<Weighted<TFormula>, V, TNumber, T>(new(formula), run, Math.Min(length, count - start));
        }
        ArrayPool<TNumber>.Shared.Return(weights);
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)] // the root of its own inlining budget: pulled into a caller, the loop keeps calls in it
    static double Run<TReader, V, TNumber, T>(TReader reader, Stretch<T> run, int count)
        where TReader : struct, IReader
        where V : struct, ISimdLane<V, TNumber>, ILane<V>
        where TNumber : unmanaged
        where T : unmanaged
    {
        V keep = 1 - run.Smoothing, spread = run.Smoothing / 2, scale = run.Scale, weight = run.Weight;
        var sum = new LaneTotal<V, TNumber>();
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            if (run.Weights != null) weight = V.Load((TNumber*)run.Weights + i);
            var at = reader.At(V.Read(run.Logits + i), V.MultiplyAdd(V.Read(run.Targets + i), keep, spread), weight);
            sum.Add(at.Value);
            if (run.Gradient != null) (at.Slope * scale).Write(run.Gradient + i);
            if (run.Losses != null) at.Value.Write(run.Losses + i);
        }
        return i == count ? sum.Total : sum.Total + Rest<TReader, V, TNumber, T>(reader, run, i, count - i);
    }

    /// <summary>The last numbers go through the same code on a part of a register, so that a result never depends on its place in the batch.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static double Rest<TReader, V, TNumber, T>(TReader reader, Stretch<T> run, int start, int count)
        where TReader : struct, IReader
        where V : struct, ISimdLane<V, TNumber>, ILane<V>
        where TNumber : unmanaged
        where T : unmanaged
    {
        T* logits = (T*)Scratch.Of(64), targets = logits + V.Count, gradient = targets + V.Count, losses = gradient + V.Count;
        for (int i = 0; i < V.Count; i++) (logits[i], targets[i]) = i < count ? (run.Logits[start + i], run.Targets[start + i]) : default;
        V weight = run.Weights != null ? V.LoadFirst((TNumber*)run.Weights + start, count, 1) : run.Weight;
        var at = reader.At(V.Read(logits), V.MultiplyAdd(V.Read(targets), 1 - run.Smoothing, run.Smoothing / 2), weight);
        (at.Slope * run.Scale).Write(gradient);
        at.Value.Write(losses);
        for (int i = 0; i < count && run.Gradient != null; i++) run.Gradient[start + i] = gradient[i];
        for (int i = 0; i < count && run.Losses != null; i++) run.Losses[start + i] = losses[i];
        return V.Sum(V.KeepFirst(at.Value, count));
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
        public double Smoothing, Scale, Weight;
        public T* Logits, Targets, Gradient, Losses;
        public void* Weights;

        public void Advance(int count)
        {
            Logits += count;
            Targets += count;
            if (Gradient != null) Gradient += count;
            if (Losses != null) Losses += count;
        }
    }
}
