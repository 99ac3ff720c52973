using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Simple passes over one row, shared by the row kernels.</summary>
static unsafe class RowPasses
{
    /// <summary>The largest of the numbers; NaN may be passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest<V, T>(T* z, int count)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V top = double.NegativeInfinity;
        int k = 0;
        for (; k <= count - V.Count; k += V.Count) top = V.Max(top, V.Load(z + k));
        if (k < count) top = V.Max(top, V.LoadFirst(z + k, count - k, double.NegativeInfinity));
        return V.Largest(top);
    }

    /// <summary>Where the largest of the numbers is first, or −1 for NaN. By its bits: the base library searches integers in registers, floats one by one.</summary>
    public static int IndexOfLargest(float* z, int count, double largest) => new ReadOnlySpan<int>(z, count).IndexOf(BitConverter.SingleToInt32Bits((float)largest));

    /// <summary>Multiplies every number by <paramref name="factor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale<V, T>(T* g, int count, double factor)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V f = factor;
        int k = 0;
        for (; k <= count - V.Count; k += V.Count) (V.Load(g + k) * f).Store(g + k);
        if (k < count) (V.LoadFirst(g + k, count - k, 0) * f).StoreFirst(g + k, count - k);
    }
}
