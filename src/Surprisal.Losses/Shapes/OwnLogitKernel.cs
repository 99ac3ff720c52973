using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a row formula that looks at nothing but the logit of the true class: one number is read per row, and the gradient is 0 but for one.</summary>
static unsafe class OwnLogitKernel
{
    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options)
        where TFormula : struct, IRowFormula<TFormula>
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<double>, T>(formula, batch, options)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<double>, T>(formula, batch, options)
            : Run<TFormula, Lane128<double>, T>(formula, batch, options);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast from the first call on, not from the thirtieth
    static double Run<TFormula, V, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        V* memory = (V*)Scratch.Of((BlockRows<V>.Size + 2) * V.Count), one = memory + BlockRows<V>.Size, slope = one + 1;
        var rows = new BlockRows<V>((double*)memory);
        *one = 1;
        double total = 0;
        for (int start = 0; start < batch.Rows; start += V.Count)
        {
            var block = batch.Part(start, Math.Min(V.Count, batch.Rows - start), 1);
            rows.Take(block, options);
            V value = formula.At(new Row<V> { Logits = new(rows.OwnLogit, 1), Targets = new(one, 1) }, new(slope, 1)), weight = *rows.Weight;
            *rows.Loss = V.Weigh(weight, value);
            if (block.Gradient != null)
            {
                new Span<T>(block.Gradient, block.Rows * block.Columns).Clear();
                *rows.OwnGradient = *slope * weight * block.Scale;
                rows.PatchOwn(block.Gradient, block.Rows, block.Columns);
            }
            total += rows.Finish(block, options.IgnoreIndex);
        }
        return total;
    }
}
