using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>The exponential, written once for every register width and both number types; it inlines into the kernels.</summary>
/// <remarks>
/// x = n·ln 2 + r with n rounded by a magic number and ln 2 subtracted in two parts (Cody and Waite), then a polynomial in r and
/// 2ⁿ from the bits of the rounded number. Coefficients: our own Remez fits of (eʳ − 1 − r)/r² on ±ln 2/2 in 50-digit arithmetic,
/// relative error 3.1e-9 (float) and 5.3e-20 (double) before rounding.
/// </remarks>
static partial class VectorExp
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    const double Log2E = 1.4426950408889634;

    // Adding 1.5·2²³ (1.5·2⁵²) leaves a number's nearest integer in the low bits of the mantissa.
    const double FloatMagic = 12582912, DoubleMagic = 6755399441055744;
    const double FloatLn2High = -0.693359375, FloatLn2Low = 2.12194440e-4; // of −ln 2; 9 bits: their product with n is exact
    const double Float6 = 0.00138145986466640345, Float5 = 0.00836871687972813995, Float4 = 0.0416683880453139967, Float3 = 0.166665206317094969, Float2 = 0.499999934477964868;
    const int FloatExponentBias = 127, DoubleExponentBias = 1023;

    /// <inheritdoc cref="ISimdLane{V, T}.Bias"/>
    [MethodImpl(Inline)]
    public static double Bias<T>() => typeof(T) == typeof(float) ? 18446744073709551616.0 : 1.3407807929942597e154;

    /// <inheritdoc cref="ISimdLane{V, T}.ExpBiased(V, V)"/>
    [MethodImpl(Inline)]
    public static V Biased<V, T>(V high, V low)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        var (n, power) = BiasedPower<V, T>(high);
        return BiasedProduct<V, T>(Reduce<V, T>(high, n) + low, power, high);
    }

    /// <inheritdoc cref="ISimdLane{V, T}.ExpBiased(V)"/>
    [MethodImpl(Inline)]
    public static V Biased<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        var (n, power) = BiasedPower<V, T>(x);
        return BiasedProduct<V, T>(Reduce<V, T>(x, n), power, x);
    }

    /// <inheritdoc cref="ISimdLane{V, T}.PowerOfTwo"/>
    [MethodImpl(Inline)]
    public static V PowerOfTwo<V, T>(V n)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => V.PowerFromBits(n + (typeof(T) == typeof(float) ? FloatMagic + FloatExponentBias : DoubleMagic + DoubleExponentBias));

    [MethodImpl(Inline)]
    static (V N, V Power) BiasedPower<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V magic = typeof(T) == typeof(float) ? FloatMagic + FloatExponentBias + 64 : DoubleMagic + DoubleExponentBias + 512;
        V rounded = V.MultiplyAdd(x, Log2E, magic);
        return (rounded - magic, V.PowerFromBits(rounded));
    }

    [MethodImpl(Inline)]
    static V BiasedProduct<V, T>(V reduced, V power, V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => V.ZeroBelow((Polynomial<V, T>(reduced) + 1) * power, x, typeof(T) == typeof(float) ? -131 : -1062); // below, the power's bits would wrap around

    /// <inheritdoc cref="ILane{V}.Exp"/>
    [MethodImpl(Inline)]
    public static V Exp<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        var (mantissa, n) = Parts<V, T>(x);
        return V.Scale(mantissa + 1, n);
    }

    /// <inheritdoc cref="ILane{V}.ExpM1"/>
    [MethodImpl(Inline)]
    public static V ExpM1<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        // 2ⁿ·eʳ − 1 = (2ⁿ·(eʳ − 1)) + (2ⁿ − 1): near 0, where n = 0, nothing is subtracted.
        var (mantissa, n) = Parts<V, T>(x);
        return V.Scale(mantissa, n) + (V.Scale(1, n) - 1);
    }

    /// <inheritdoc cref="ISimdLane{V, T}.Scale"/>
    [MethodImpl(Inline)]
    public static V Scale<V, T>(V x, V n)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        // In two steps: 2ⁿ alone would overflow or be subnormal at both ends.
        V round = typeof(T) == typeof(float) ? FloatMagic : DoubleMagic, half = n * 0.5 + round - round;
        return x * V.PowerOfTwo(half) * V.PowerOfTwo(n - half);
    }

    /// <summary>eˣ as (1 + Mantissa)·2ᴺ.</summary>
    [MethodImpl(Inline)]
    static (V Mantissa, V N) Parts<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        x = typeof(T) == typeof(float) ? V.Max(V.Min(x, 89), -105) : V.Max(V.Min(x, 710), -750);
        V round = typeof(T) == typeof(float) ? FloatMagic : DoubleMagic, n = V.MultiplyAdd(x, Log2E, round) - round;
        return (Polynomial<V, T>(Reduce<V, T>(x, n)), n);
    }

    [MethodImpl(Inline)]
    static V Reduce<V, T>(V x, V n)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            V r = V.MultiplyAdd(n, FloatLn2High, x);
            return V.MultiplyAdd(n, FloatLn2Low, r);
        }
        V s = V.MultiplyAdd(n, -0.693147180369123816490, x); // 33 bits of ln 2, and the rest
        return V.MultiplyAdd(n, -1.90821492927058770002e-10, s);
    }

    /// <summary>eʳ − 1.</summary>
    [MethodImpl(Inline)]
    static V Polynomial<V, T>(V r)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V p;
        if (typeof(T) == typeof(float))
        {
            p = Float6;
            p = V.MultiplyAdd(p, r, Float5);
            p = V.MultiplyAdd(p, r, Float4);
            p = V.MultiplyAdd(p, r, Float3);
            p = V.MultiplyAdd(p, r, Float2);
        }
        else
        {
            V square = r * r, fourth = square * square;
            V low = Estrin.Cubic<V, T>(r, square, 8.33333333331703438e-3, 4.16666666666660943e-2, 0.166666666666666834, 0.5);
            V middle = Estrin.Cubic<V, T>(r, square, 2.75572348621610978e-6, 2.48015869266205751e-5, 1.98412698963835372e-4, 1.3888888889115634e-3);
            V high = V.MultiplyAdd(2.08266236276164033e-9, square, V.MultiplyAdd(2.51120367668376367e-8, r, 2.75575818593379412e-7));
            p = V.MultiplyAdd(V.MultiplyAdd(high, fourth, middle), fourth, low);
        }
        return V.MultiplyAdd(p, r * r, r);
    }
}
