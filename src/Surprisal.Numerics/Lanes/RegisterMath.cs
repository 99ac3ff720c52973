using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>Functions of single numbers, computed in the registers that the kernels use: the same bits as theirs. Each takes floats or doubles.</summary>
public static class RegisterMath
{
    interface IFunction
    {
        static abstract V Of<V>(V x)
            where V : struct, ILane<V>;
    }

    /// <summary>eˣ.</summary>
    public static T Exp<T>(T x)
        where T : unmanaged
        => Run<ExpFunction, T>(x);

    /// <summary>eˣ − 1.</summary>
    public static T ExpM1<T>(T x)
        where T : unmanaged
        => Run<ExpM1Function, T>(x);

    /// <summary>The natural logarithm.</summary>
    public static T Log<T>(T x)
        where T : unmanaged
        => Run<LogFunction, T>(x);

    /// <summary>log(1 + x).</summary>
    public static T Log1P<T>(T x)
        where T : unmanaged
        => Run<Log1PFunction, T>(x);

    /// <inheritdoc cref="ILane{V}.Log1POrdinary"/>
    public static T Log1POrdinary<T>(T x)
        where T : unmanaged
        => Run<Log1POrdinaryFunction, T>(x);

    /// <summary>σ(x), 1 − σ(x) and both surprisals in nats.</summary>
    public static (T Probability, T Complement, T Surprisal, T ComplementSurprisal) Logistic<T>(T x)
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Logistic<Lane512<T>, T>(x)
            : Vector256.IsHardwareAccelerated ? Logistic<Lane256<T>, T>(x)
            : Logistic<Lane128<T>, T>(x);

    /// <summary>Σ x, added in the order of a kernel that reads whole registers.</summary>
    public static double Sum<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Sum<Lane512<T>, T>(numbers)
            : Vector256.IsHardwareAccelerated ? Sum<Lane256<T>, T>(numbers)
            : Sum<Lane128<T>, T>(numbers);

    static T Run<TFunction, T>(T x)
        where TFunction : IFunction
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? First<Lane512<T>, T>(TFunction.Of<Lane512<T>>(Number.ToDouble(x)))
            : Vector256.IsHardwareAccelerated ? First<Lane256<T>, T>(TFunction.Of<Lane256<T>>(Number.ToDouble(x)))
            : First<Lane128<T>, T>(TFunction.Of<Lane128<T>>(Number.ToDouble(x)));

    static T First<V, T>(V x)
        where V : struct, ISimdLane<V, T>
        where T : unmanaged
        => Number.FromDouble<T>(V.At(x, 0));

    static (T Probability, T Complement, T Surprisal, T ComplementSurprisal) Logistic<V, T>(T x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        var at = V.Logistic(Number.ToDouble(x));
        return (First<V, T>(at.Probability), First<V, T>(at.Complement), First<V, T>(at.Surprisal), First<V, T>(at.ComplementSurprisal));
    }

    static unsafe double Sum<V, T>(ReadOnlySpan<T> numbers)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        var total = new LaneTotal<V, T>();
        fixed (T* first = numbers)
        {
            for (int i = 0; i < numbers.Length; i += V.Count) total.Add(V.LoadFirst(first + i, Math.Min(numbers.Length - i, V.Count), 0));
        }
        return total.Total;
    }

    readonly struct ExpFunction : IFunction
    {
        public static V Of<V>(V x)
            where V : struct, ILane<V>
            => V.Exp(x);
    }

    readonly struct ExpM1Function : IFunction
    {
        public static V Of<V>(V x)
            where V : struct, ILane<V>
            => V.ExpM1(x);
    }

    readonly struct LogFunction : IFunction
    {
        public static V Of<V>(V x)
            where V : struct, ILane<V>
            => V.Log(x);
    }

    readonly struct Log1PFunction : IFunction
    {
        public static V Of<V>(V x)
            where V : struct, ILane<V>
            => V.Log1P(x);
    }

    readonly struct Log1POrdinaryFunction : IFunction
    {
        public static V Of<V>(V x)
            where V : struct, ILane<V>
            => V.Log1POrdinary(x);
    }
}
