using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Runs a softmax loss over rows whose answer has a mass on several classes: a distribution, or a class index with label smoothing.</summary>
/// <remarks>ℓ = Σ a_k·ℓ(log p_k) with a_k = class weight · smoothed target, ∂ℓ/∂z_k = a_k·s_k·(1 − p_k) − p_k·Σ_{j≠k} a_j·s_j.</remarks>
static unsafe class SoftmaxMassKernel
{
    /// <summary>Writes what the batch asks for and returns Σ ℓ.</summary>
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
        nint size = (nint)V.Count * batch.Columns;
        double* scratch = Scratch.Of(3 * size + V.Count * BlockRows<V>.Size);
        var rows = new BlockRows<V>(scratch + 3 * size);
        var memory = new BlockMemory<V>((V*)scratch, (V*)(scratch + size), (V*)(scratch + 2 * size));
        double keep = 1 - options.LabelSmoothing, spread = options.LabelSmoothing / Math.Max(batch.Columns, 1), total = 0;
        fixed (double* weights = options.ClassWeights)
        {
            for (int start = 0; start < batch.Rows; start += V.Count)
            {
                var block = batch.Part(start, Math.Min(V.Count, batch.Rows - start), 1);
                rows.Take(block, options with { ClassWeights = null });
                if (block.Classes == null)
                {
                    RowBlock.Read(block.Values, block.Rows, block.Columns, (double*)memory.Targets, V.Count);
                    Block(formula, new DistributionTarget<V>(memory.Targets, weights, keep, spread), block, options.ZLoss, rows, memory);
                }
                else
                {
                    Block(formula, new SmoothedTarget<V>(*rows.Target, weights, keep, spread), block, options.ZLoss, rows, memory);
                }
                total += rows.Finish(block, options.IgnoreIndex);
            }
        }
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Block<TFormula, TTarget, V, T>(TFormula formula, TTarget target, PinnedBatch<T> batch, double zLoss, BlockRows<V> rows, BlockMemory<V> memory)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where TTarget : struct, ITarget<V>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        int classes = batch.Columns;
        V* z = memory.Logits, e = memory.Exponentials;
        RowBlock.Read(batch.Logits, batch.Rows, classes, (double*)z, V.Count);
        var softmax = SoftmaxBlock<V>.Of<T>(z, e, classes);
        V loss = 0, leadSlope = 0, otherSlopes = 0;
        for (int k = 0; k < classes; k++)
        {
            var at = formula.At(softmax.LogProbability<T>(z[k], out V fromMax));
            V mass = target.Mass(k), slope = V.Weigh(mass, at.Slope), other = V.ZeroAtZero(slope, fromMax);
            loss += V.Weigh(mass, at.Value);
            otherSlopes += other;
            leadSlope += slope - other;
        }
        V logSumExp = softmax.Max + softmax.LogSum;
        *rows.Loss = zLoss == 0 ? loss : loss + (V)zLoss * logSumExp * logSumExp;
        if (batch.Gradient == null) return;

        V all = leadSlope + otherSlopes, pull = logSumExp * (2 * zLoss), leadComplement = softmax.LeadComplement;
        if (zLoss == 0) pull = 0; // 0·∞ where a logit is infinite
        for (int k = 0; k < classes; k++)
        {
            var at = formula.At(softmax.LogProbability<T>(z[k], out V fromMax));
            V slope = V.Weigh(target.Mass(k), at.Slope), p = e[k] * softmax.Inverse;
            // For the leading class a·s − p·Σ would lose the digits of 1 − p.
            V lead = slope * leadComplement - p * (otherSlopes + (leadSlope - slope));
            e[k] = V.Choose(fromMax, slope - p * all, lead) + pull * p;
        }
        *rows.Factor = batch.Scale;
        RowBlock.Write((double*)e, (double*)rows.Factor, batch.Gradient, batch.Rows, classes, V.Count);
    }

    /// <summary>Room for a block: one register a class each.</summary>
    readonly record struct BlockMemory<V>(nint LogitsAt, nint ExponentialsAt, nint TargetsAt)
        where V : unmanaged
    {
        public BlockMemory(V* logits, V* exponentials, V* targets)
            : this((nint)logits, (nint)exponentials, (nint)targets)
        {
        }

        public V* Logits => (V*)LogitsAt;

        public V* Exponentials => (V*)ExponentialsAt;

        public V* Targets => (V*)TargetsAt;
    }

    /// <summary>What each class of a row counts.</summary>
    interface ITarget<V>
    {
        V Mass(int k);
    }

    readonly struct DistributionTarget<V>(V* values, double* weights, V keep, V spread) : ITarget<V>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Mass(int k)
        {
            V mass = V.MultiplyAdd(values[k], keep, spread);
            return weights == null ? mass : mass * weights[k];
        }
    }

    readonly struct SmoothedTarget<V>(V target, double* weights, V keep, V spread) : ITarget<V>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Mass(int k)
        {
            V mass = keep - V.ZeroAtZero(keep, target - k) + spread;
            return weights == null ? mass : mass * weights[k];
        }
    }
}
