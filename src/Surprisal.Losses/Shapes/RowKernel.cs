using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a row formula, as many rows at a time as a register holds doubles.</summary>
static unsafe class RowKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

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
        double* scratch = Scratch.Of(RowMemory<V>.Size * size + V.Count * BlockRows<V>.Size);
        var rows = new BlockRows<V>(scratch + RowMemory<V>.Size * size);
        double total = 0;
        for (int start = 0; start < batch.Rows; start += V.Count)
        {
            var block = batch.Part(start, Math.Min(V.Count, batch.Rows - start), 1);
            rows.Take(block, options);
            Block(formula, block, rows, (V*)scratch);
            total += rows.Finish(block, options.IgnoreIndex);
        }
        return total;
    }

    static void Block<TFormula, V, T>(TFormula formula, in PinnedBatch<T> batch, BlockRows<V> rows, V* memory)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        int classes = batch.Columns;
        var room = new RowMemory<V>((double*)memory, classes);
        RowBlock.Read(batch.Logits, batch.Rows, classes, (double*)room.Logits, V.Count);
        if (batch.HasClasses) rows.WriteOneHot(room.Targets, classes);
        else RowBlock.Read(batch.Values, batch.Rows, classes, (double*)room.Targets, V.Count);
        if (TFormula.SlopesBy != RowOf.Logits) Probabilities<V, T>(room, rows);
        Evaluate(formula, room, rows);
        if (batch.Gradient == null) return;

        if (TFormula.SlopesBy == RowOf.Probabilities) FromProbabilities(room, rows);
        else if (TFormula.SlopesBy == RowOf.LogProbabilities) FromLogProbabilities(room, rows);
        *rows.Factor = *rows.Weight * batch.Scale;
        RowBlock.Write((double*)room.Slopes, (double*)rows.Factor, batch.Gradient, batch.Rows, classes, V.Count);
    }

    // Each of these is the root of its own inlining: in one method their operations would pass the 512 local variables that the JIT inlines up to.

    [MethodImpl(Kernel)]
    static void Probabilities<V, T>(RowMemory<V> room, BlockRows<V> rows)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        V* p = room.Probabilities;
        var softmax = SoftmaxBlock<V>.Of<T>(room.Logits, p, room.Classes);
        V inverse = softmax.Inverse, leadComplement = softmax.LeadComplement;
        *rows.Max = softmax.Max;
        *rows.LeadComplement = leadComplement;
        for (int k = 0; k < room.Classes; k++)
        {
            V probability = p[k] * inverse, target = room.Targets[k];
            room.LogProbabilities[k] = softmax.LogProbability<T>(room.Logits[k], out V fromMax);
            V complement = V.Choose(fromMax, (V)1 - probability, leadComplement);
            p[k] = probability;
            room.Errors[k] = V.Choose(target - 0.5, target - probability, complement - ((V)1 - target));
        }
    }

    /// <summary>What the formula says of a block: w·ℓ, and slopes.</summary>
    [MethodImpl(Kernel)]
    public static void Evaluate<TFormula, V>(TFormula formula, RowMemory<V> room, BlockRows<V> rows)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        => *rows.Loss = V.Weigh(*rows.Weight, formula.At(room.Row, new(room.Slopes, room.Classes)));

    /// <summary>
    /// With s the slope by p: ∂ℓ/∂z_k = p_k·(s_k − Σ p_j·s_j). The probabilities sum to 1, so a constant may be taken from all slopes: without the leading class's own, its
    /// large p multiplies 0, and nothing cancels.
    /// </summary>
    [MethodImpl(Kernel)]
    static void FromProbabilities<V>(RowMemory<V> room, BlockRows<V> rows)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        V* slopes = room.Slopes, p = room.Probabilities, logits = room.Logits;
        V max = *rows.Max, lead = 0, sum = 0;
        for (int k = 0; k < room.Classes; k++) lead = V.Choose(logits[k] - max, lead, slopes[k]);
        for (int k = 0; k < room.Classes; k++) sum += p[k] * (slopes[k] - lead);
        for (int k = 0; k < room.Classes; k++) slopes[k] = p[k] * (slopes[k] - lead - sum);
    }

    /// <summary>
    /// With s the slope by log p: ∂ℓ/∂z_k = (1 − p_k)·s_k − p_k·Σ_{j≠k} s_j; for the leading class the sum of the others is kept apart, as in its softmax.
    /// </summary>
    [MethodImpl(Kernel)]
    static void FromLogProbabilities<V>(RowMemory<V> room, BlockRows<V> rows)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        V* slopes = room.Slopes, p = room.Probabilities, logits = room.Logits;
        V max = *rows.Max, leadComplement = *rows.LeadComplement, lead = 0, others = 0;
        for (int k = 0; k < room.Classes; k++)
        {
            V slope = slopes[k], other = V.ZeroAtZero(slope, logits[k] - max);
            others += other;
            lead += slope - other;
        }
        V all = lead + others;
        for (int k = 0; k < room.Classes; k++)
        {
            V slope = slopes[k], ofLead = slope * leadComplement - p[k] * (others + (lead - slope));
            slopes[k] = V.Choose(logits[k] - max, slope - p[k] * all, ofLead);
        }
    }
}
