using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>The natural logarithm, written once for every register width and both number types; it inlines into the kernels.</summary>
/// <remarks>
/// x = 2ⁿ·m with m in [√½, √2), log x = n·ln 2 + 2·artanh(f/(2 + f)) with f = m − 1. Coefficients: our own fits of (artanh(s)/s − 1)/s² in s² on
/// [0, (3 − 2√2)²] in 60-digit arithmetic, relative error 1.7e-11 (float) and 4.6e-18 (double) before rounding.
/// </remarks>
static class VectorLog
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    const double Ln2High = 0.693147180369123816490, Ln2Low = 1.90821492927058770002e-10; // 33 bits of ln 2, and the rest

    /// <inheritdoc cref="ILane{V}.Log"/>
    [MethodImpl(Inline)]
    public static V Log<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        var (mantissa, exponent) = V.Split(x);
        return Join<V, T>(exponent, mantissa - 1);
    }

    /// <inheritdoc cref="ILane{V}.Log1P"/>
    [MethodImpl(Inline)]
    public static V Log1P<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V u = x + 1;
        var (mantissa, exponent) = V.SplitOrdinary(u);
        V lost = (x - (u - 1)) * V.PowerOfTwo(-exponent); // what 1 + x rounded away, in proportion: near 0, where n = 0, f is x itself
        V log = Join<V, T>(exponent, mantissa - 1 + lost), beyond = V.Choose(u, double.NaN, double.NegativeInfinity);
        return V.Choose(u - double.PositiveInfinity, V.Choose(-u, log, beyond), u); // u is never subnormal; ∞ and NaN stay
    }

    /// <inheritdoc cref="ILane{V}.Log1POrdinary"/>
    [MethodImpl(Inline)]
    public static V Log1POrdinary<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V u = x + 1;
        var (mantissa, exponent) = V.SplitOrdinary(u);
        return Join<V, T>(exponent, V.MultiplyAdd(x - (u - 1), V.PowerOfTwo(-exponent), mantissa - 1));
    }

    [MethodImpl(Inline)]
    static V Join<V, T>(V exponent, V f)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V s = f / (f + 2);
        V v = s * s;
        V p;
        if (typeof(T) == typeof(float))
        {
            p = 0.11665233608151918;
            p = V.MultiplyAdd(p, v, 0.14275410407980332);
            p = V.MultiplyAdd(p, v, 0.20000060919903062);
            p = V.MultiplyAdd(p, v, 0.33333333277248545);
        }
        else
        {
            V square = v * v;
            V low = Estrin.Cubic<V, T>(v, square, 0.1111110556739754, 0.14285714312987743, 0.19999999999949752, 0.3333333333333335);
            V high = V.MultiplyAdd(0.07308224842521703, square, V.MultiplyAdd(0.07665860800278021, v, 0.09091444562630861));
            p = V.MultiplyAdd(high, square * square, low);
        }
        V twice = s + s;
        V log = V.MultiplyAdd(twice * v, p, twice);
        return typeof(T) == typeof(float)
            ? V.MultiplyAdd(exponent, 0.69314718055994531, log)
            : V.MultiplyAdd(exponent, Ln2High, V.MultiplyAdd(exponent, Ln2Low, log));
    }
}
