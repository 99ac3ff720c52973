using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a pointwise loss over a batch: one pass over memory, loss and gradient fused.</summary>
static unsafe partial class PointwiseKernel
{
    /// <summary>How many numbers ahead memory is fetched: the processor's own foresight ends with a page. Batches that no cache holds take 10 to 20 % less time.</summary>
    const int Ahead = 1024;

    /// <summary>Writes what the batch asks for and returns Σ ℓ.</summary>
    /// <param name="formula">The loss.</param>
    /// <param name="batch">Checked rows.</param>
    /// <param name="positiveWeights">None, one for all, or one per column.</param>
    /// <param name="smoothing">e of t′ = (1 − e)·t + e/2.</param>
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, double[]? positiveWeights, double smoothing)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where T : unmanaged
    {
        if (TFormula.KeepsDigits) return Run<TFormula, T, T>(formula, batch, positiveWeights, smoothing);
        if (ChoosesByAnswer<TFormula, T>(positiveWeights, smoothing)) return RunOnAnswers(formula, batch);
        return Run<TFormula, double, T>(formula, batch, positiveWeights, smoothing);
    }

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

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static double Run<TReader, V, TNumber, T>(TReader reader, Stretch<T> run, int count)
        where TReader : struct, IReader
        where V : struct, ISimdLane<V, TNumber>, ILane<V>
        where TNumber : unmanaged
        where T : unmanaged
    {
        var sum = new LaneTotal<V, TNumber>();
        int rest = count % V.Count;
        Pass(reader, run, count - rest, V.Count, ref sum);
        if (rest == 0) return sum.Total;

        // The last numbers go through the same loop in a register of their own, so that a result never depends on its place in the batch.
        run.Advance(count - rest);
        T* logits = (T*)Scratch.Of(80), targets = logits + V.Count, gradient = targets + V.Count, losses = gradient + V.Count;
        TNumber* given = (TNumber*)run.Weights, weights = (TNumber*)(logits + 64);
        for (int i = 0; i < V.Count; i++)
        {
            logits[i] = i < rest ? run.Logits[i] : default;
            targets[i] = i < rest ? run.Targets[i] : default;
            weights[i] = i < rest && given != null ? given[count - rest + i] : default;
        }
        Pass(reader, run with { Logits = logits, Targets = targets, Gradient = gradient, Losses = losses, Weights = given == null ? null : weights }, V.Count, rest, ref sum);
        for (int i = 0; i < rest; i++)
        {
            if (run.Gradient != null) run.Gradient[i] = gradient[i];
            if (run.Losses != null) run.Losses[i] = losses[i];
        }
        return sum.Total;
    }

    /// <summary>Reads whole registers and adds the first <paramref name="keep"/> losses of each to <paramref name="total"/>.</summary>
    // The root of its own inlining: pulled into a caller, the loop keeps calls in it. It makes none itself, so that the sum stays in a register.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Pass<TReader, V, TNumber, T>(TReader reader, in Stretch<T> run, int count, int keep, ref LaneTotal<V, TNumber> total)
        where TReader : struct, IReader
        where V : struct, ISimdLane<V, TNumber>, ILane<V>
        where TNumber : unmanaged
        where T : unmanaged
    {
        T* logits = run.Logits, targets = run.Targets, gradient = run.Gradient, losses = run.Losses;
        TNumber* weights = (TNumber*)run.Weights;
        V part = 1 - run.Smoothing, spread = run.Smoothing / 2, scale = run.Scale, weight = run.Weight;
        var sum = new LaneTotal<V, TNumber>();
        for (int i = 0; i < count; i += V.Count)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(logits + i + Ahead);
                Sse.Prefetch0(targets + i + Ahead);
                if (gradient != null) Sse.Prefetch0(gradient + i + Ahead);
            }
            if (TReader.HasWeights && weights != null) weight = V.Load(weights + i);
            var at = reader.At<V, TNumber>(V.Read(logits + i), V.MultiplyAdd(V.Read(targets + i), part, spread), weight);
            sum.Add(keep == V.Count ? at.Value : V.KeepFirst(at.Value, keep));
            if (gradient != null) (at.Slope * scale).Write(gradient + i);
            if (losses != null) at.Value.Write(losses + i);
        }
        total.Add(sum);
    }

    interface IReader
    {
        /// <summary>Whether a weight is read: the others' loop does without the question.</summary>
        static virtual bool HasWeights => false;

        LossAt<V> At<V, TNumber>(V logit, V target, V weight)
            where V : struct, ISimdLane<V, TNumber>, ILane<V>
            where TNumber : unmanaged;
    }

    readonly struct Unweighted<TFormula>(TFormula formula) : IReader
        where TFormula : struct, IPointwiseFormula<TFormula>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LossAt<V> At<V, TNumber>(V logit, V target, V weight)
            where V : struct, ISimdLane<V, TNumber>, ILane<V>
            where TNumber : unmanaged
            => formula.At(logit, target);
    }

    readonly struct Weighted<TFormula>(TFormula formula) : IReader
        where TFormula : struct, IPointwiseFormula<TFormula>
    {
        public static bool HasWeights => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LossAt<V> At<V, TNumber>(V logit, V target, V weight)
            where V : struct, ISimdLane<V, TNumber>, ILane<V>
            where TNumber : unmanaged
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
