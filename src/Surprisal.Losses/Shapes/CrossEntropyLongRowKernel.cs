using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Cross-entropy of rows so long that the first cache cannot hold one, with a class index as answer, in the type of the logits.</summary>
/// <remarks>
/// Logits come from memory once: each block's exponentials are relative to the largest logit so far. References are powers of two, and so is what leads from one
/// to another: nothing is rounded on the way.
/// </remarks>
static unsafe class CrossEntropyLongRowKernel
{
    /// <summary>How many logits a block has: the copy of one stays in the first cache.</summary>
    public const int BlockLogits = 1 << 12;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<T>(in PinnedBatch<T> batch, in SoftmaxOptions options)
        where T : unmanaged
    {
        double total = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            var part = batch.Part(row, 1, 1);
            total += Vector512.IsHardwareAccelerated ? Row<Lane512<T>, Lane512<double>, T>(part, options)
                : Vector256.IsHardwareAccelerated ? Row<Lane256<T>, Lane256<double>, T>(part, options)
                : Row<Lane128<T>, Lane128<double>, T>(part, options);
        }
        return total;
    }

    static double Row<V, VDouble, T>(in PinnedBatch<T> row, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
        where T : unmanaged
    {
        int classes = row.Columns, blocks = (classes + BlockLogits - 1) / BlockLogits, room = (blocks + 7) & -8, target = row.Classes[0];
        if (target == options.IgnoreIndex) target = 0;
        var answers = new RowAnswers<V, VDouble, T>(Scratch.Of(V.Count * RowAnswers<V, VDouble, T>.Size + 2 * room + (nint)classes + V.Count), V.Count);
        double* sums = answers.End;
        T* tops = (T*)(sums + room), copy = (T*)(sums + 2 * room);
        var own = row.Logits[target];
        double top = -16384; // no less: a block of −∞ must not have a reference of −∞
        for (int block = 0; block < blocks; block++)
        {
            int start = block * BlockLogits, count = Math.Min(BlockLogits, classes - start);
            T* here = copy + start, next = row.Logits + start + BlockLogits;
            RowExponentials<V, T>.Copy(row.Logits + start, 1, count, here, tops + block);
            top = Math.Max(top, Number.ToDouble(tops[block]));
            tops[block] = Number.FromDouble<T>(top);
            if ((uint)(target - start) < (uint)count) copy[target] = Number.FromDouble<T>(double.NegativeInfinity);
            RowExponentials<V, T>.Exponentials(here, 1, RowExponentials<V, T>.Stride(count), tops + block, sums + block, next, row.Gradient == null ? next : row.Gradient + start);
        }
        double others = 0;
        for (int block = 0; block < blocks; block++) others += sums[block] * Lowering<V, T>(tops[block], top);
        answers.TakeOne(row, options, top, own, others);
        if (!answers.AreReadable) return SoftmaxKernel.Run(default(CrossEntropy), row, options); // as for shorter rows
        double loss = answers.Finish(row.Scale, classes);
        T factor = answers.Factor[0];
        for (int block = 0; block < blocks && row.Gradient != null; block++)
        {
            int start = block * BlockLogits;
            answers.Factor[0] = Number.FromDouble<T>(Number.ToDouble(factor) * Lowering<V, T>(tops[block], top));
            RowExponentials<V, T>.Scale(copy + start, answers.Factor, row.Gradient + start, 1, Math.Min(BlockLogits, classes - start));
        }
        answers.Give(row, options.IgnoreIndex);
        return loss;
    }

    /// <summary>What exponentials relative to <paramref name="from"/> are multiplied by to be relative to <paramref name="to"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Lowering<V, T>(T from, double to)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => Math.ScaleB(1, (int)(V.At(V.Reference(to), 0) - V.At(V.Reference(Number.ToDouble(from)), 0)));
}
