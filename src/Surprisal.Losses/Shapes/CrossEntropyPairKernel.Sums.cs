using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Passes over all classes of all rows that end in sums.</summary>
static unsafe partial class CrossEntropyPairKernel
{
    /// <summary>Σ a·z and Σ a of each row, or Σ z without masses.</summary>
    [MethodImpl(Kernel)]
    static void Products<V, VDouble>(float* z, float* masses, int count, int classes, PairRows rows)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        float* tail = rows.Tail, massTail = tail + V.Count;
        bool ones = masses == null;
        for (int row = 0; row < count; row++, z += classes)
        {
            VDouble first = 0, second = 0, firstMass = 0, secondMass = 0, a = 1, b = 1;
            for (int k = 0; k < classes; k += V.Count)
            {
                float* at = z + k, massAt = masses + k;
                if (k > classes - V.Count)
                {
                    V.LoadFirst(at, classes - k, 0).Store(tail);
                    at = tail;
                    if (!ones) V.LoadFirst(massAt, classes - k, 0).Store(massTail);
                    massAt = massTail;
                }
                if (!ones)
                {
                    a = VDouble.Read(massAt);
                    b = VDouble.Read(massAt + VDouble.Count);
                    firstMass += a;
                    secondMass += b;
                }
                first = VDouble.MultiplyAdd(a, VDouble.Read(at), first);
                second = VDouble.MultiplyAdd(b, VDouble.Read(at + VDouble.Count), second);
            }
            rows.Products[row] = VDouble.Sum(first + second);
            if (ones) continue;
            rows.Mass[row] = VDouble.Sum(firstMass + secondMass);
            masses += classes;
        }
    }

    /// <summary>Replaces logits by their exponentials, writes their low parts, and gives the sums of those. What comes next in memory is fetched meanwhile.</summary>
    [MethodImpl(Kernel)]
    static void Exponentials<V>(in PinnedBatch<float> group, PairRows rows, int stride)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        nint size = (nint)group.Rows * group.Columns;
        float* next = group.Logits + size, alsoNext = group.HasClasses ? next : group.Values + size, gradient = group.Gradient == null ? next : group.Gradient;
        for (int row = 0; row < group.Rows; row++, next += stride, alsoNext += stride, gradient += stride)
        {
            float* high = rows.High(row), low = rows.Low(row);
            V top = rows.Max[row], reference = PairExp.Reference(top), lowest = top - RowExponentials<V, float>.Depth, sum = 0;
            int k = 0;
            for (; k <= stride - 2 * V.Count; k += 2 * V.Count)
            {
                RowExponentials<V, float>.Fetch(next + k, 2 * V.Count);
                RowExponentials<V, float>.Fetch(alsoNext + k, 2 * V.Count);
                RowExponentials<V, float>.Fetch(gradient + k, 2 * V.Count);
                V a = V.Max(V.Load(high + k), lowest), b = V.Max(V.Load(high + k + V.Count), lowest);
                PairExp.Of(ref a, ref b, reference, out V lowA, out V lowB);
                a.Store(high + k);
                b.Store(high + k + V.Count);
                lowA.Store(low + k);
                lowB.Store(low + k + V.Count);
                sum += lowA + lowB;
            }
            if (k < stride)
            {
                V a = V.Max(V.Load(high + k), lowest), b = a;
                PairExp.Of(ref a, ref b, reference, out V lowA, out _);
                a.Store(high + k);
                lowA.Store(low + k);
                sum += lowA;
            }
            rows.Sum[row] = V.Sum(sum);
        }
    }

    /// <summary>Adds each row's numbers to its sum, in a loop of its own: what was just stored is slow to be read in halves.</summary>
    [MethodImpl(Kernel)]
    static void Sums<VDouble>(float* high, int rows, int stride, double* sums)
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        for (int row = 0; row < rows; row++, high += stride)
        {
            VDouble first = 0, second = 0;
            for (int k = 0; k < stride; k += 2 * VDouble.Count)
            {
                first += VDouble.Read(high + k);
                second += VDouble.Read(high + k + VDouble.Count);
            }
            sums[row] += VDouble.Sum(first + second);
        }
    }
}
