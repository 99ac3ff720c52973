using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>Functions of single doubles, computed in the registers that the kernels use: the same bits as theirs.</summary>
public static class RegisterMath
{
    interface IFunction
    {
        static abstract V Of<V>(V x)
            where V : struct, ILane<V>;
    }

    /// <summary>eˣ.</summary>
    public static double Exp(double x) => Run<ExpFunction>(x);

    /// <summary>eˣ − 1.</summary>
    public static double ExpM1(double x) => Run<ExpM1Function>(x);

    /// <summary>The natural logarithm.</summary>
    public static double Log(double x) => Run<LogFunction>(x);

    /// <summary>log(1 + x).</summary>
    public static double Log1P(double x) => Run<Log1PFunction>(x);

    /// <summary>σ(x), 1 − σ(x) and both surprisals in nats.</summary>
    public static (double Probability, double Complement, double Surprisal, double ComplementSurprisal) Logistic(double x) =>
        Vector512.IsHardwareAccelerated ? Logistic<Lane512<double>>(x)
            : Vector256.IsHardwareAccelerated ? Logistic<Lane256<double>>(x)
            : Logistic<Lane128<double>>(x);

    /// <summary>Σ x, added in the order of a kernel that reads whole registers.</summary>
    public static double Sum(ReadOnlySpan<double> numbers) =>
        Vector512.IsHardwareAccelerated ? Sum<Lane512<double>>(numbers)
            : Vector256.IsHardwareAccelerated ? Sum<Lane256<double>>(numbers)
            : Sum<Lane128<double>>(numbers);

    static double Run<TFunction>(double x)
        where TFunction : IFunction
        => Vector512.IsHardwareAccelerated ? Lane512<double>.At(TFunction.Of<Lane512<double>>(x), 0)
            : Vector256.IsHardwareAccelerated ? Lane256<double>.At(TFunction.Of<Lane256<double>>(x), 0)
            : Lane128<double>.At(TFunction.Of<Lane128<double>>(x), 0);

    static (double Probability, double Complement, double Surprisal, double ComplementSurprisal) Logistic<V>(double x)
        where V : struct, ISimdLane<V, double>, ILane<V>
    {
        var at = V.Logistic(x);
        return (V.At(at.Probability, 0), V.At(at.Complement, 0), V.At(at.Surprisal, 0), V.At(at.ComplementSurprisal, 0));
    }

    static unsafe double Sum<V>(ReadOnlySpan<double> numbers)
        where V : struct, ISimdLane<V, double>, ILane<V>
    {
        var total = new LaneTotal<V, double>();
        fixed (double* first = numbers)
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
}
