using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>Adds up registers in doubles, lane by lane: a local variable of a kernel, whose fields become registers.</summary>
/// <typeparam name="V">The lane.</typeparam>
/// <typeparam name="T">What it holds: <see cref="float"/> or <see cref="double"/>.</typeparam>
public struct LaneTotal<V, T>
    where V : struct, ISimdLane<V, T>
    where T : unmanaged
{
    Vector512<double> _wide;
    Vector256<double> _middle;
    Vector128<double> _narrow;

    /// <summary>The sum of all numbers added.</summary>
    public readonly double Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (typeof(V) == typeof(Lane512<T>)) return Vector256.Sum(_wide.GetLower() + _wide.GetUpper());
            return typeof(V) == typeof(Lane256<T>) ? Vector256.Sum(_middle) : Vector128.Sum(_narrow);
        }
    }

    /// <summary>Adds every number of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(V x)
    {
        if (typeof(V) == typeof(Lane512<float>))
        {
            var (lower, upper) = Vector512.Widen(Unsafe.BitCast<V, Vector512<float>>(x));
            _wide += lower + upper;
        }
        else if (typeof(V) == typeof(Lane256<float>))
        {
            var (lower, upper) = Vector256.Widen(Unsafe.BitCast<V, Vector256<float>>(x));
            _middle += lower + upper;
        }
        else if (typeof(V) == typeof(Lane128<float>))
        {
            var (lower, upper) = Vector128.Widen(Unsafe.BitCast<V, Vector128<float>>(x));
            _narrow += lower + upper;
        }
        else if (typeof(V) == typeof(Lane512<double>)) _wide += Unsafe.BitCast<V, Vector512<double>>(x);
        else if (typeof(V) == typeof(Lane256<double>)) _middle += Unsafe.BitCast<V, Vector256<double>>(x);
        else _narrow += Unsafe.BitCast<V, Vector128<double>>(x);
    }
}
