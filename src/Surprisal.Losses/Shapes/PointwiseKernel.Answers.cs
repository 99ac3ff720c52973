using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Formulas that read targets of 0 and 1 in a way of their own: how a logit is read depends on its own target alone, never on its neighbours.</summary>
static unsafe partial class PointwiseKernel
{
    /// <summary>Targets that are looked through at once, so that one soft target does not slow down all the others. They stay in the first-level cache.</summary>
    public const int Block = 4096;

    /// <summary>Whether a logit is read in a way of its own where its target is 0 or 1.</summary>
    public static bool ChoosesByAnswer<TFormula, T>(double[]? positiveWeights, double smoothing)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where T : unmanaged
        => TFormula.Answers != AnswerReading.AsAnyTarget && typeof(T) == typeof(float) && positiveWeights is null && smoothing == 0;

    static double RunOnAnswers<TFormula, T>(TFormula formula, in PinnedBatch<T> batch)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? RunOnAnswers<TFormula, Lane512<float>, Lane512<double>, T>(formula, batch)
            : Vector256.IsHardwareAccelerated ? RunOnAnswers<TFormula, Lane256<float>, Lane256<double>, T>(formula, batch)
            : RunOnAnswers<TFormula, Lane128<float>, Lane128<double>, T>(formula, batch);

    static double RunOnAnswers<TFormula, S, D, T>(TFormula formula, in PinnedBatch<T> batch)
        where TFormula : struct, IPointwiseFormula<TFormula>
        where S : struct, ISimdLane<S, float>, ILane<S>
        where D : struct, ISimdLane<D, double>, ILane<D>
        where T : unmanaged
    {
        var run = new Stretch<T> { Scale = batch.Scale, Logits = batch.Logits, Targets = batch.Values, Gradient = batch.Gradient, Losses = batch.Losses, Weight = 1 };
        int count = checked(batch.Rows * batch.Columns);
        double total = 0;
        for (int start = 0; start < count; start += Block, run.Advance(Block))
        {
            int length = Math.Min(Block, count - start);
            if (AreAnswers<S>((float*)run.Targets, length))
            {
                total += TFormula.Answers == AnswerReading.InFloats ? Run<Answered<TFormula>, S, float, T>(new(formula), run, length)
                    : Run<Answered<TFormula>, D, double, T>(new(formula), run, length);
            }
            else if (!HaveAnswers<S>((float*)run.Targets, length)) total += Run<Unweighted<TFormula>, D, double, T>(new(formula), run, length);
            else total += Run<Mixed<TFormula>, D, double, T>(new(formula, batch.Scale), run with { Scale = 1 }, length);
        }
        return total;
    }

    /// <summary>Whether all targets are 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static bool AreAnswers<S>(float* targets, int count)
        where S : struct, ISimdLane<S, float>, ILane<S>
    {
        S even = 0, odd = 0; // two sums: one would wait for itself
        int i = 0;
        for (; i <= count - 2 * S.Count; i += 2 * S.Count)
        {
            even += Softness(S.Load(targets + i));
            odd += Softness(S.Load(targets + i + S.Count));
        }
        for (; i < count; i += S.Count) even += Softness(S.LoadFirst(targets + i, Math.Min(S.Count, count - i), 0));
        return S.Sum(even + odd) == 0;
    }

    /// <summary>Whether any target is 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static bool HaveAnswers<S>(float* targets, int count)
        where S : struct, ISimdLane<S, float>, ILane<S>
    {
        S least = double.PositiveInfinity;
        for (int i = 0; i < count; i += S.Count) least = S.Min(least, Softness(S.LoadFirst(targets + i, Math.Min(S.Count, count - i), 0.5))); // passes over NaN
        return S.Largest(-least) == 0;
    }

    /// <summary>0 for 0 and 1 alone: not even the least of subnormal numbers is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Softness<V>(V target)
        where V : struct, ILane<V>
        => V.Abs(target * (target - 1));

    readonly struct Answered<TFormula>(TFormula formula) : IReader
        where TFormula : struct, IPointwiseFormula<TFormula>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LossAt<V> At<V, TNumber>(V logit, V target, V weight)
            where V : struct, ISimdLane<V, TNumber>, ILane<V>
            where TNumber : unmanaged
            => formula.AtAnswer(logit, target);
    }

    /// <summary>Both readings of every logit, of which one is taken: that of answers where the target is 0 or 1.</summary>
    /// <param name="formula">The loss.</param>
    /// <param name="scale">Of the gradient: as a float it is another number than as a double, so it cannot be left to the kernel.</param>
    readonly struct Mixed<TFormula>(TFormula formula, double scale) : IReader
        where TFormula : struct, IPointwiseFormula<TFormula>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public LossAt<V> At<V, TNumber>(V logit, V target, V weight)
            where V : struct, ISimdLane<V, TNumber>, ILane<V>
            where TNumber : unmanaged
        {
            var soft = formula.At(logit, target);
            var hard = OfAnswer<V, TNumber>(logit, target);
            V side = Softness(target) - 1e-300; // below 0 for answers alone: the smallest float is 1e-45
            return new(V.Choose(side, hard.Value, soft.Value), V.Choose(side, hard.Slope, soft.Slope * scale));
        }

        // Called: two readings in one method would pass what the JIT inlines.
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        LossAt<V> OfAnswer<V, TNumber>(V logit, V target)
            where V : struct, ISimdLane<V, TNumber>, ILane<V>
            where TNumber : unmanaged
        {
            if (TFormula.Answers == AnswerReading.InFloats) return V.Count == 8 ? InFloats<V, TNumber, Lane256<float>>(logit, target) : InFloats<V, TNumber, Lane128<float>>(logit, target);
            var at = formula.AtAnswer(logit, target);
            return at with { Slope = at.Slope * scale };
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        LossAt<V> InFloats<V, TNumber, S>(V logit, V target)
            where V : struct, ISimdLane<V, TNumber>, ILane<V>
            where TNumber : unmanaged
            where S : struct, ISimdLane<S, float>, ILane<S>
        {
            Singles logits = default, targets = default;
            logit.Write((float*)&logits);
            target.Write((float*)&targets);
            var at = formula.AtAnswer(S.Load((float*)&logits), S.Load((float*)&targets));
            at.Value.Store((float*)&logits);
            (at.Slope * scale).Store((float*)&targets);
            return new(V.Read((float*)&logits), V.Read((float*)&targets));
        }
    }

    /// <summary>As many floats as the widest register holds doubles.</summary>
    [InlineArray(8)]
    struct Singles
    {
        float _first;
    }
}
