using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a row formula that sees Σ|z| of the wrong classes over float rows with class indices: one pass that sums, one that writes signs.</summary>
static unsafe class SizeSumKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula>(TFormula formula, in PinnedBatch<float> batch, in SoftmaxOptions options)
        where TFormula : struct, IRowFormula<TFormula>
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<float>, Lane512<double>>(formula, batch, options)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<float>, Lane256<double>>(formula, batch, options)
            : Run<TFormula, Lane128<float>, Lane128<double>>(formula, batch, options);

    /// <summary>What one row costs, with its story.</summary>
    public static double? Tell<TFormula>(TFormula formula, in PinnedBatch<float> row, List<Step> story)
        where TFormula : struct, IRowFormula<TFormula>
        => Vector512.IsHardwareAccelerated ? Tell<TFormula, Lane512<float>, Lane512<double>>(formula, row, story)
            : Vector256.IsHardwareAccelerated ? Tell<TFormula, Lane256<float>, Lane256<double>>(formula, row, story)
            : Tell<TFormula, Lane128<float>, Lane128<double>>(formula, row, story);

    static double Tell<TFormula, V, VDouble>(TFormula formula, in PinnedBatch<float> row, List<Step> story)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        var pair = new RowPair<VDouble>(Scratch.Of(RowPair<VDouble>.Size * VDouble.Count));
        Read<V, VDouble>(row, default, pair);
        return pair.Tell(formula, story);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast from the first call on, not from the thirtieth
    static double Run<TFormula, V, VDouble>(TFormula formula, in PinnedBatch<float> batch, in SoftmaxOptions options)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        const int Blocks = 4; // they take each step together: the steps of one wait for each other
        int count = VDouble.Count, size = RowPair<VDouble>.Size * count;
        double* scratch = Scratch.Of(Blocks * size + (batch.Columns + 1) * (nint)count), room = scratch + Blocks * size;
        double total = 0;
        for (int start = 0; start < batch.Rows; start += Blocks * count)
        {
            int end = Math.Min(start + Blocks * count, batch.Rows);
            double* pair = scratch;
            for (int row = start; row < end; row += count, pair += size) Read<V, VDouble>(batch.Part(row, Math.Min(count, end - row), 1), options, new(pair));
            pair = scratch;
            for (int row = start; row < end; row += count, pair += size) Evaluate(formula, batch.Scale, new RowPair<VDouble>(pair));
            pair = scratch;
            for (int row = start; row < end; row += count, pair += size)
            {
                var (block, rows) = (batch.Part(row, Math.Min(count, end - row), 1), new RowPair<VDouble>(pair).Rows);
                if (block.Gradient != null)
                {
                    Write<V>(block, (double*)rows.Factor, (float*)room);
                    rows.PatchOwn(block.Gradient, block.Rows, block.Columns);
                }
                total += rows.Finish(block, options.IgnoreIndex);
            }
        }
        return total;
    }

    /// <summary>Reads the two classes of a few rows.</summary>
    [MethodImpl(Kernel)]
    static void Read<V, VDouble>(in PinnedBatch<float> block, in SoftmaxOptions options, RowPair<VDouble> pair)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        var two = pair.Classes;
        pair.Rows.Take(block, options);
        two.Targets[0] = 1;
        two.Targets[1] = two.Logits[1] = 0;
        double* targets = (double*)pair.Rows.Target, others = (double*)(two.Logits + 1);
        for (int row = 0; row < block.Rows; row++) others[row] = Others<V>(block.Logits + (nint)row * block.Columns, block.Columns, (int)targets[row]);
        two.Logits[0] = *pair.Rows.OwnLogit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Others<V>(float* logits, int classes, int target)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        var sum = new LaneTotal<V, float>();
        int k = 0;
        for (; k <= classes - V.Count; k += V.Count) sum.Add(V.Abs(V.Load(logits + k)));
        if (k < classes) sum.Add(V.Abs(V.LoadFirst(logits + k, classes - k, 0)));
        double all = sum.Total, others = all - Math.Abs(logits[target]);
        return others > all * (1.0 / (1 << 20)) ? others : AddOthers(logits, classes, target); // of 53 bits at least 33 are left
    }

    /// <summary>The same without the subtraction, for a row of which hardly anything is left or that is not finite.</summary>
    [MethodImpl(Kernel)]
    static double AddOthers(float* logits, int classes, int target)
    {
        double sum = 0;
        for (int k = 0; k < classes; k++) sum += k == target ? 0 : Math.Abs((double)logits[k]);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Evaluate<TFormula, V>(TFormula formula, double scale, RowPair<V> pair)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        RowKernel.Evaluate(formula, pair.Classes, pair.Rows);
        V factor = *pair.Rows.Weight * scale;
        *pair.Rows.OwnGradient = pair.Classes.Slopes[0] * factor;
        *pair.Rows.Factor = pair.Classes.Slopes[1] * factor;
    }

    /// <summary>Writes each row's factor with the signs of its logits, and 0 where a logit is 0.</summary>
    /// <remarks>All rows as one stretch, beside a copy of their factors: only the last has a tail.</remarks>
    [MethodImpl(Kernel)]
    static void Write<V>(in PinnedBatch<float> block, double* factors, float* spread)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        int classes = block.Columns, count = block.Rows * classes, i = 0;
        for (int row = 0; row < block.Rows; row++)
        {
            V factor = factors[row];
            for (int k = 0; k < classes; k += V.Count) factor.Store(spread + (nint)row * classes + k); // what is behind the row belongs to the next one, which comes later
        }
        float* logits = block.Logits, gradient = block.Gradient;
        for (; i <= count - V.Count; i += V.Count) Signed(V.Load(logits + i), V.Load(spread + i)).Store(gradient + i);
        if (i < count) Signed(V.LoadFirst(logits + i, count - i, 0), V.Load(spread + i)).StoreFirst(gradient + i, count - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Signed<V>(V logit, V factor)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        => V.Choose(logit, -factor, V.ZeroAtZero(factor, logit));
}
