using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a softmax loss over rows whose answer is a class index, as many rows at a time as a register holds doubles.</summary>
static unsafe class SoftmaxKernel
{
    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<double>, T>(formula, batch, options)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<double>, T>(formula, batch, options)
            : Run<TFormula, Lane128<double>, T>(formula, batch, options);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast from the first call on, not from the thirtieth
    static double Run<TFormula, V, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        double* scratch = Scratch.Of((nint)V.Count * (batch.Columns + BlockRows<V>.Size));
        var rows = new BlockRows<V>(scratch);
        double total = 0;
        for (int start = 0; start < batch.Rows; start += V.Count)
        {
            int count = Math.Min(V.Count, batch.Rows - start);
            var block = batch.Part(start, count, 1);
            rows.Take(block, options);
            Block(formula, block, options.ZLoss, rows, (V*)(scratch + BlockRows<V>.Size * V.Count));
            total += rows.Finish(block, options.IgnoreIndex);
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)] // the root of its own inlining budget: pulled into a caller, the loop keeps calls in it
    static void Block<TFormula, V, T>(TFormula formula, PinnedBatch<T> batch, double zLoss, BlockRows<V> rows, V* e)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        int classes = batch.Columns;
        RowBlock.Read(batch.Logits, batch.Rows, classes, (double*)e, V.Count);
        var softmax = SoftmaxBlock<V>.Of<T>(e, e, classes);
        var at = formula.At(softmax.LogProbability<T>(*rows.OwnLogit, out V fromMax));
        V weight = *rows.Weight, logSumExp = softmax.Max + softmax.LogSum;
        V loss = V.Weigh(weight, at.Value);
        *rows.Loss = zLoss == 0 ? loss : loss + (V)zLoss * logSumExp * logSumExp;
        if (batch.Gradient == null) return;

        V slope = at.Slope * weight * batch.Scale, pull = logSumExp * (2 * zLoss * batch.Scale);
        V own = rows.GatherOwn(e) * softmax.Inverse;
        V complement = V.Choose(fromMax, (V)1 - own, softmax.LeadComplement);
        if (zLoss == 0) pull = 0; // 0·∞ where a logit is infinite
        *rows.OwnGradient = slope * complement + pull * own;
        *rows.Factor = (pull - slope) * softmax.Inverse;
        RowBlock.Write((double*)e, (double*)rows.Factor, batch.Gradient, batch.Rows, classes, V.Count);
        rows.PatchOwn(batch.Gradient, batch.Rows, classes);
    }
}
