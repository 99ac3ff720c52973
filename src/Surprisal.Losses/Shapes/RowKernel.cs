using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a row formula, as many rows at a time as a register holds doubles.</summary>
static unsafe class RowKernel
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
        nint size = (nint)V.Count * batch.Columns;
        double* scratch = Scratch.Of(6 * size + V.Count * BlockRows<V>.Size);
        var rows = new BlockRows<V>(scratch + 6 * size);
        double total = 0;
        for (int start = 0; start < batch.Rows; start += V.Count)
        {
            var block = batch.Part(start, Math.Min(V.Count, batch.Rows - start), 1);
            rows.Take(block, options);
            V* logits = (V*)scratch, targets = logits + batch.Columns;
            RowBlock.Read(block.Logits, block.Rows, block.Columns, (double*)logits, V.Count);
            if (block.HasClasses) rows.WriteOneHot(targets, block.Columns);
            else RowBlock.Read(block.Values, block.Rows, block.Columns, (double*)targets, V.Count);
            if (TFormula.SlopesBy == RowOf.Logits) OfLogits(formula, block, rows, logits, targets);
            else OfProbabilities(formula, block, rows, logits, targets);
            total += rows.Finish(block, options.IgnoreIndex);
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void OfLogits<TFormula, V, T>(TFormula formula, PinnedBatch<T> batch, BlockRows<V> rows, V* logits, V* targets)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        int classes = batch.Columns;
        V* slopes = targets + classes;
        var row = new Row<V> { Logits = new(logits, classes), Targets = new(targets, classes) };
        V value = formula.At(row, new(slopes, classes)), weight = *rows.Weight;
        *rows.Loss = V.Weigh(weight, value);
        if (batch.Gradient == null) return;

        *rows.Factor = weight * batch.Scale;
        RowBlock.Write((double*)slopes, (double*)rows.Factor, batch.Gradient, batch.Rows, classes, V.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void OfProbabilities<TFormula, V, T>(TFormula formula, PinnedBatch<T> batch, BlockRows<V> rows, V* logits, V* targets)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        int classes = batch.Columns;
        V* p = targets + classes, logP = p + classes, errors = logP + classes, slopes = errors + classes;
        var softmax = SoftmaxBlock<V>.Of<T>(logits, p, classes);
        V inverse = softmax.Inverse, leadComplement = softmax.LeadComplement;
        for (int k = 0; k < classes; k++)
        {
            V probability = p[k] * inverse, target = targets[k];
            logP[k] = softmax.LogProbability<T>(logits[k], out V fromMax);
            V complement = V.Choose(fromMax, (V)1 - probability, leadComplement);
            p[k] = probability;
            errors[k] = V.Choose(target - 0.5, target - probability, complement - ((V)1 - target));
        }
        var row = new Row<V>
        {
            Logits = new(logits, classes), Targets = new(targets, classes), Probabilities = new(p, classes), LogProbabilities = new(logP, classes), Errors = new(errors, classes),
        };
        V value = formula.At(row, new(slopes, classes)), weight = *rows.Weight;
        *rows.Loss = V.Weigh(weight, value);
        if (batch.Gradient == null) return;

        // With s the slope by log p: ∂ℓ/∂z_k = (1 − p_k)·s_k − p_k·Σ_{j≠k} s_j; for the leading class the sum of the others is kept apart, as in its softmax.
        V lead = 0, others = 0;
        for (int k = 0; k < classes; k++)
        {
            if (TFormula.SlopesBy == RowOf.Probabilities) slopes[k] *= p[k];
            V slope = slopes[k], other = V.ZeroAtZero(slope, logits[k] - softmax.Max);
            others += other;
            lead += slope - other;
        }
        V all = lead + others;
        for (int k = 0; k < classes; k++)
        {
            V slope = slopes[k], ofLead = slope * leadComplement - p[k] * (others + (lead - slope));
            slopes[k] = V.Choose(logits[k] - softmax.Max, slope - p[k] * all, ofLead);
        }
        *rows.Factor = weight * batch.Scale;
        RowBlock.Write((double*)slopes, (double*)rows.Factor, batch.Gradient, batch.Rows, classes, V.Count);
    }
}
