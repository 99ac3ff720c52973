using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Cross-entropy of float rows with few classes whose answer has a mass on several of them: a distribution, or a class index with label smoothing. As many rows at a
/// time as a register holds floats, in doubles.
/// </summary>
/// <remarks>
/// A mass is keep·Y + spread, where Y of a class index is 1 for it alone. ℓ = Σ a·(max − z) + Σ a·log Σ exp(z − max), in which nothing is subtracted. Several blocks take
/// each step together, as in <see cref="SoftmaxBlockKernel"/>.
/// </remarks>
static unsafe partial class CrossEntropyMassBlockKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
    const int MostBlocks = 2;

    /// <summary>Writes what the batch asks for and returns Σ ℓ.</summary>
    public static double Run(in PinnedBatch<float> batch, in SoftmaxOptions options) =>
        Vector512.IsHardwareAccelerated ? Run<Lane512<float>, Lane512<double>>(batch, options)
            : Vector256.IsHardwareAccelerated ? Run<Lane256<float>, Lane256<double>>(batch, options)
            : Run<Lane128<float>, Lane128<double>>(batch, options);

    /// <summary>Σ a·(max − z), Σ a and log Σ exp(z − max) of one row, for its story: it costs the first and the product of the others.</summary>
    public static (double Distance, double Mass, double LogSum) Parts(in PinnedBatch<float> row, in SoftmaxOptions options) =>
        Vector512.IsHardwareAccelerated ? Parts<Lane512<float>, Lane512<double>>(row, options)
            : Vector256.IsHardwareAccelerated ? Parts<Lane256<float>, Lane256<double>>(row, options)
            : Parts<Lane128<float>, Lane128<double>>(row, options);

    static (double Distance, double Mass, double LogSum) Parts<V, VDouble>(in PinnedBatch<float> row, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        var blocks = MassBlocks.Of(V.Count, row.Columns);
        Read<V, VDouble>(row, options, blocks);
        Losses<V, VDouble>(row, 0, blocks);
        return (blocks.Distance[0], blocks.Mass[0], blocks.LogSum[0]);
    }

    static double Run<V, VDouble>(in PinnedBatch<float> batch, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        double total = 0;
        int most = V.Count * MostBlocks;
        for (int start = 0; start < batch.Rows; start += most) total += Group<V, VDouble>(batch.Part(start, Math.Min(most, batch.Rows - start), 1), options);
        return total;
    }

    [MethodImpl(Kernel)]
    static double Group<V, VDouble>(in PinnedBatch<float> group, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        int rows = group.Rows, classes = group.Columns;
        var blocks = MassBlocks.Of((rows + V.Count - 1) & -V.Count, classes);
        Read<V, VDouble>(group, options, blocks);
        Losses<V, VDouble>(group, options.ZLoss, blocks);
        double total = 0;
        bool readable = true;
        for (int row = 0; row < rows; row++)
        {
            if (group.HasClasses && group.Classes[row] == options.IgnoreIndex) blocks.Loss[row] = 0;
            readable &= Math.Abs(blocks.Loss[row]) < CrossEntropyMassKernel.LargestLoss;
            total += blocks.Loss[row];
        }
        if (!readable)
        {
            // NaN, infinite logits that count, infinite losses: rare, and read by itself.
            return rows == 1 ? SoftmaxMassKernel.Run(default(CrossEntropy), group, options)
                : Group<V, VDouble>(group.Part(0, rows / 2, 1), options) + Group<V, VDouble>(group.Part(rows / 2, rows - (rows / 2), 1), options);
        }
        for (int row = 0; row < rows && group.Losses != null; row++) group.Losses[row] = (float)blocks.Loss[row];
        if (group.Gradient == null) return total;
        Slopes<V, VDouble>(rows, classes, group.Scale, blocks);
        for (int row = 0; row < rows; row += V.Count)
            RowBlock.Write(blocks.Targets + ((nint)row * classes), blocks.One + row, group.Gradient + ((nint)row * classes), Math.Min(V.Count, rows - row), classes, V.Count);
        for (int row = 0; row < rows && options.IgnoreIndex is not null && group.HasClasses; row++)
            if (group.Classes[row] == options.IgnoreIndex) new Span<float>(group.Gradient + ((nint)row * classes), classes).Clear();
        return total;
    }

    /// <summary>Logits and targets as blocks, exponentials, and the sums of everything.</summary>
    [MethodImpl(Kernel)]
    static void Read<V, VDouble>(in PinnedBatch<float> group, in SoftmaxOptions options, MassBlocks blocks)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        int rows = group.Rows, classes = group.Columns;
        double keep = 1 - options.LabelSmoothing, spread = options.LabelSmoothing / classes;
        for (int k = 0; k < classes; k++)
        {
            double weight = options.ClassWeights?[k] ?? 1;
            (blocks.Keep[k], blocks.Spread[k]) = (keep * weight, spread * weight);
        }
        for (int row = 0; row < rows; row += V.Count)
        {
            int count = Math.Min(V.Count, rows - row);
            nint at = (nint)row * classes;
            float* targets = blocks.Targets + at;
            RowBlock.Read(group.Logits + at, count, classes, blocks.Logits + at, V.Count);
            if (group.HasClasses) WriteOneHot(group.Classes + row, count, options.IgnoreIndex, targets, classes, V.Count);
            else RowBlock.Read(group.Values + at, count, classes, targets, V.Count);
        }
        Maxima<V>(blocks.Logits, rows, classes, blocks.Max, blocks.One);
        Exponentials<V, VDouble>(rows, classes, blocks);
    }

    /// <summary>Writes 1 for each row's class and 0 for all others.</summary>
    [MethodImpl(Kernel)]
    static void WriteOneHot(int* targets, int rows, int? ignored, float* to, int classes, int lanes)
    {
        new Span<float>(to, classes * lanes).Clear();
        for (int row = 0; row < rows; row++)
            if (targets[row] != ignored) to[((nint)targets[row] * lanes) + row] = 1;
    }

    [MethodImpl(Kernel)]
    static void Maxima<V>(float* z, int rows, int classes, float* max, float* one)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        for (int row = 0; row < rows; row += V.Count)
        {
            V top = double.NegativeInfinity, same = 1;
            for (int k = 0; k < classes; k++, z += V.Count) top = V.Max(top, V.Load(z));
            top.Store(max + row);
            same.Store(one + row);
        }
    }
}
