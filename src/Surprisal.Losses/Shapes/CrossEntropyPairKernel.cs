using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Cross-entropy of float rows with many classes whose answer is a distribution, or a class index with label smoothing: row by row, exponentials as pairs of floats, sums in doubles.
/// </summary>
/// <remarks>
/// ℓ = Σ a·max − Σ a·z + Σ a·log Σ exp(z − max). A pair is off by 1e-8 of itself, which is enough for p − a unless every class is nearer to its answer than a fifth of
/// the leading p. Rows that are so near, and those whose sums cancel, go to <see cref="CrossEntropyMassKernel"/>.
/// </remarks>
static unsafe partial class CrossEntropyPairKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Logits that rows taken together may have: their exponentials stay in the first cache.</summary>
    const int GroupLogits = 1 << 11;

    /// <summary>Writes what the batch asks for and returns Σ ℓ.</summary>
    public static double Run(in PinnedBatch<float> batch, in SoftmaxOptions options) => !CanRead(batch, options) ? CrossEntropyMassKernel.Run(batch, options)
        : Vector512.IsHardwareAccelerated ? Run<Lane512<float>, Lane512<double>>(batch, options)
        : Vector256.IsHardwareAccelerated ? Run<Lane256<float>, Lane256<double>>(batch, options)
        : Run<Lane128<float>, Lane128<double>>(batch, options);

    /// <summary>Σ a·(max − z), Σ a and log Σ exp(z − max) of one row, for its story: it costs the first and the product of the others.</summary>
    public static (double Distance, double Mass, double LogSum) Parts(in PinnedBatch<float> row, in SoftmaxOptions options) => !CanRead(row, options) ? CrossEntropyMassKernel.Parts(row, options)
        : Vector512.IsHardwareAccelerated ? Parts<Lane512<float>, Lane512<double>>(row, options)
        : Vector256.IsHardwareAccelerated ? Parts<Lane256<float>, Lane256<double>>(row, options)
        : Parts<Lane128<float>, Lane128<double>>(row, options);

    /// <summary>Whether the masses are floats, or one number for all classes but the row's own; and a product can be added unrounded.</summary>
    static bool CanRead(in PinnedBatch<float> batch, in SoftmaxOptions options) =>
        options.ClassWeights is null && (batch.HasClasses || options.LabelSmoothing == 0) && (Fma.IsSupported || AdvSimd.IsSupported);

    static (double Distance, double Mass, double LogSum) Parts<V, VDouble>(in PinnedBatch<float> row, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        var rows = PairRows.Of<V>(row);
        Read<V, VDouble>(row, options, rows);
        return Losses<VDouble>(row, options, rows) == 0 ? (rows.Products[0], rows.Mass[0], rows.LogSum[0]) : CrossEntropyMassKernel.Parts(row, options);
    }

    static double Run<V, VDouble>(in PinnedBatch<float> batch, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        double total = 0;
        int most = Math.Clamp(GroupLogits / batch.Columns, 1, PairRows.Most);
        for (int start = 0; start < batch.Rows; start += most) total += Group<V, VDouble>(batch.Part(start, Math.Min(most, batch.Rows - start), 1), options);
        return total;
    }

    [MethodImpl(Kernel)]
    static double Group<V, VDouble>(in PinnedBatch<float> group, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        var rows = PairRows.Of<V>(group);
        Read<V, VDouble>(group, options, rows);
        int elsewhere = Losses<VDouble>(group, options, rows), rough = group.Gradient == null ? 0 : Slopes<V>(group, options, rows, elsewhere);
        double total = 0;
        for (int row = 0; row < group.Rows; row++)
        {
            if ((elsewhere & (1 << row)) != 0) continue;
            if (group.Losses != null) group.Losses[row] = (float)rows.Loss[row];
            total += rows.Loss[row];
        }
        // Last, because that kernel uses the scratch memory too. A rough row's loss stays: it must not depend on whether the gradient is wanted.
        for (int row = 0; row < group.Rows && elsewhere >> row != 0; row++)
            if ((elsewhere & (1 << row)) != 0) total += CrossEntropyMassKernel.Run(group.Part(row, 1, 1), options);
        for (int row = 0, count; row < group.Rows && rough >> row != 0; row += Math.Max(count, 1))
        {
            count = BitOperations.TrailingZeroCount(~(rough >> row));
            if (count > 0) CrossEntropyMassKernel.Run(group.Part(row, count, 1).WithoutLosses(), options);
        }
        return total;
    }

    /// <summary>Exponentials of all rows, and the sums of everything.</summary>
    [MethodImpl(Kernel)]
    static void Read<V, VDouble>(in PinnedBatch<float> group, in SoftmaxOptions options, PairRows rows)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        int classes = group.Columns, stride = RowExponentials<V, float>.Stride(classes);
        rows.Clear();
        RowExponentials<V, float>.Copy(group.Logits, group.Rows, classes, rows.High(0), rows.Max);
        Products<V, VDouble>(group.Logits, group.Values, group.Rows, classes, rows);
        double keep = 1 - options.LabelSmoothing, spread = options.LabelSmoothing / classes;
        for (int row = 0; row < group.Rows && group.HasClasses; row++)
        {
            int target = group.Classes[row];
            if (target == options.IgnoreIndex) continue;
            rows.Products[row] = (spread * rows.Products[row]) + (keep * group.Logits[((nint)row * classes) + target]);
            rows.Mass[row] = (spread * classes) + keep;
        }
        Exponentials<V>(group, rows, stride);
        Sums<VDouble>(rows.High(0), group.Rows, stride, rows.Sum);
        for (int row = 0; row < PairRows.Most; row += V.Count)
        {
            V max = V.Load(rows.Max + row), lead = max, same = max;
            PairExp.Of(ref lead, ref same, PairExp.Reference(max), out V low, out _);
            lead.Store(rows.LeadHigh + row);
            low.Store(rows.LeadLow + row);
            (V.Reference(0) - V.Reference(max)).Store(rows.Power + row);
        }
    }
}
