using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What the classes of a row count: class weight · (keep · target + spread).</summary>
static unsafe class RowMasses
{
    /// <summary>Writes what each class counts, and zeros behind the last; returns the sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Write<V, VFloat>(float* values, double* weights, double* masses, int classes, double keep, double spread, float* tail)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where VFloat : unmanaged, ISimdLane<VFloat, float>, ILane<VFloat>
    {
        V total = 0;
        int k = 0;
        for (; k <= classes - V.Count; k += V.Count)
        {
            V mass = values == null ? spread : V.MultiplyAdd(V.Read(values + k), keep, spread);
            if (weights != null) mass *= V.Load(weights + k);
            mass.Store(masses + k);
            total += mass;
        }
        if (k < classes)
        {
            int count = classes - k;
            if (values != null) VFloat.LoadFirst(values + k, count, 0).Store(tail);
            V mass = values == null ? spread : V.MultiplyAdd(V.Read(tail), keep, spread);
            if (weights != null) mass *= V.LoadFirst(weights + k, count, 0);
            mass = V.KeepFirst(mass, count);
            mass.Store(masses + k);
            total += mass;
        }
        return V.Sum(total);
    }
}
