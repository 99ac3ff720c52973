using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Softmax losses of rows so long that the first cache cannot hold one, with a class index as answer, in the type of the logits.</summary>
/// <remarks>
/// Logits come from memory once: each block's exponentials are relative to the largest logit so far. References are powers of two, and so is what leads from one
/// to another: nothing is rounded on the way.
/// </remarks>
static unsafe class SoftmaxLongRowKernel
{
    /// <summary>How many logits a block has: the copy of one stays in the first cache.</summary>
    public const int BlockLogits = 1 << 11;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
    {
        double total = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            var part = batch.Part(row, 1, 1);
            total += Vector512.IsHardwareAccelerated ? Row<TFormula, Lane512<T>, Lane512<double>, T>(formula, part, options, pairs)
                : Vector256.IsHardwareAccelerated ? Row<TFormula, Lane256<T>, Lane256<double>, T>(formula, part, options, pairs)
                : Row<TFormula, Lane128<T>, Lane128<double>, T>(formula, part, options, pairs);
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static double Row<TFormula, V, VDouble, T>(TFormula formula, in PinnedBatch<T> row, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
        where T : unmanaged
    {
        int classes = row.Columns, blocks = classes / BlockLogits, room = (blocks + 7) & -8, target = row.Classes[0];
        if (target == options.IgnoreIndex) target = 0;
        var answers = new RowAnswers<V, VDouble, T>(Scratch.Of(V.Count * RowAnswers<V, VDouble, T>.Size + 2 * room + (nint)classes + V.Count), V.Count);
        double* sums = answers.End;
        T* tops = (T*)(sums + room), copy = (T*)(sums + 2 * room);
        var own = row.Logits[target];
        double top = -16384; // no less: a block of −∞ must not have a reference of −∞
        for (int block = 0; block < blocks; block++)
        {
            int start = block * BlockLogits, count = Length(block, blocks, classes);
            T* here = copy + start, next = row.Logits + start + count;
            RowExponentials<V, T>.Copy(row.Logits + start, 1, count, here, tops + block);
            top = Math.Max(top, Number.ToDouble(tops[block]));
            tops[block] = Number.FromDouble<T>(top);
            if ((uint)(target - start) < (uint)count) copy[target] = Number.FromDouble<T>(double.NegativeInfinity);
            RowExponentials<V, T>.Exponentials(here, 1, RowExponentials<V, T>.Stride(count), tops + block, sums + block, next, next, pairs);
        }
        double others = 0;
        for (int block = 0; block < blocks; block++) others += sums[block] * Lowering<V, T>(tops[block], top);
        answers.TakeOne(row, options, top, own, others);
        if (!answers.AreReadable(pairs) || !answers.Finish(formula, row.Scale, classes, pairs, out double loss)) return SoftmaxKernel.Run(formula, row, options); // as for shorter rows
        double lowering = RowAnswers<V, VDouble, T>.MayLower<TFormula>() ? Number.ToDouble(*answers.Lowering) : 1;
        if (row.Gradient != null)
            for (int block = 0; block < blocks; block++) Scale<V, T>(copy + block * BlockLogits, Length(block, blocks, classes), Lowering<V, T>(tops[block], top) * lowering, answers.Factor, row.Gradient + block * BlockLogits);
        answers.Give(row, options.IgnoreIndex);
        return loss;
    }

    /// <summary>Writes a block's gradient. Exponentials that lie far below later ones are lowered first: a factor that lowers them too could be subnormal.</summary>
    static void Scale<V, T>(T* copy, int count, double lowering, T* factor, T* gradient)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        T lowered = Number.FromDouble<T>(Number.ToDouble(*factor) * lowering), alone = Number.FromDouble<T>(lowering);
        if (lowering < 1 && Math.Abs(Number.ToDouble(lowered)) < 1e-37)
        {
            RowExponentials<V, T>.Scale(copy, &alone, copy, 1, count);
            lowered = *factor;
        }
        RowExponentials<V, T>.Scale(copy, &lowered, gradient, 1, count);
    }

    /// <summary>The last block has what is left: a short one would be less than a register.</summary>
    static int Length(int block, int blocks, int classes) => block == blocks - 1 ? classes - block * BlockLogits : BlockLogits;

    /// <summary>What exponentials relative to <paramref name="from"/> are multiplied by to be relative to <paramref name="to"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Lowering<V, T>(T from, double to)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => Math.ScaleB(1, (int)(V.At(V.Reference(to), 0) - V.At(V.Reference(Number.ToDouble(from)), 0)));
}
