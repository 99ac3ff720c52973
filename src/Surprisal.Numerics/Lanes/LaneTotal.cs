using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>Adds up registers in doubles, lane by lane: a local variable of a kernel, which becomes a register.</summary>
/// <typeparam name="V">The lane.</typeparam>
/// <typeparam name="T">What it holds: <see cref="float"/> or <see cref="double"/>.</typeparam>
public struct LaneTotal<V, T>
    where V : struct, ISimdLane<V, T>
    where T : unmanaged
{
    // The sums, in doubles whatever T is. A field for each width of the registers would leave all of them in memory, where a loop waits for every sum.
    V _bits;

    /// <summary>The sum of all numbers added.</summary>
    public readonly double Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (typeof(V) == typeof(Lane512<T>)) return Vector256.Sum(Wide(_bits).GetLower() + Wide(_bits).GetUpper());
            return typeof(V) == typeof(Lane256<T>) ? Vector256.Sum(Middle(_bits)) : Vector128.Sum(Narrow(_bits));
        }
    }

    /// <summary>Adds every number of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(V x)
    {
        if (typeof(V) == typeof(Lane512<float>))
        {
            var (lower, upper) = Vector512.Widen(Wide(x).AsSingle());
            Keep(Wide(_bits) + (lower + upper));
        }
        else if (typeof(V) == typeof(Lane256<float>))
        {
            var (lower, upper) = Vector256.Widen(Middle(x).AsSingle());
            Keep(Middle(_bits) + (lower + upper));
        }
        else if (typeof(V) == typeof(Lane128<float>))
        {
            var (lower, upper) = Vector128.Widen(Narrow(x).AsSingle());
            Keep(Narrow(_bits) + (lower + upper));
        }
        else _bits += x;
    }

    /// <summary>Adds every number of another, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(LaneTotal<V, T> other)
    {
        if (typeof(V) == typeof(Lane512<T>)) Keep(Wide(_bits) + Wide(other._bits));
        else if (typeof(V) == typeof(Lane256<T>)) Keep(Middle(_bits) + Middle(other._bits));
        else Keep(Narrow(_bits) + Narrow(other._bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Wide(V bits) => Unsafe.BitCast<V, Vector512<T>>(bits).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Middle(V bits) => Unsafe.BitCast<V, Vector256<T>>(bits).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<double> Narrow(V bits) => Unsafe.BitCast<V, Vector128<T>>(bits).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Keep(Vector512<double> sums) => _bits = Unsafe.BitCast<Vector512<T>, V>(sums.As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Keep(Vector256<double> sums) => _bits = Unsafe.BitCast<Vector256<T>, V>(sums.As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Keep(Vector128<double> sums) => _bits = Unsafe.BitCast<Vector128<T>, V>(sums.As<double, T>());
}
