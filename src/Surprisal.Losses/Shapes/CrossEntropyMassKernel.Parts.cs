using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What the kernel adds up for a row, for its story.</summary>
static unsafe partial class CrossEntropyMassKernel
{
    /// <summary>Σ a·(max − z), Σ a and log Σ exp(z − max) of one row: it costs the first and the product of the others.</summary>
    public static (double Distance, double Mass, double LogSum) Parts(in PinnedBatch<float> row, in SoftmaxOptions options) =>
        Vector512.IsHardwareAccelerated ? Parts<Lane512<double>, Lane512<float>>(row, options)
            : Vector256.IsHardwareAccelerated ? Parts<Lane256<double>, Lane256<float>>(row, options)
            : Parts<Lane128<double>, Lane128<float>>(row, options);

    static (double Distance, double Mass, double LogSum) Parts<V, VFloat>(in PinnedBatch<float> row, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where VFloat : unmanaged, ISimdLane<VFloat, float>, ILane<VFloat>
    {
        var rows = new MassRows<V>(Scratch.Of(MassRows<V>.Size(1, row.Columns)), row.Columns, 1, row.HasClasses);
        fixed (double* weights = options.ClassWeights) Take<V, VFloat>(row, options, weights, rows, ready: false);
        return (rows.Distance[0], rows.Mass[0], V.At(V.Log1P(V.Load(rows.Others)), 0));
    }
}
