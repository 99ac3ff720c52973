using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>The logistic function and its two surprisals, written once for every register width and both number types.</summary>
/// <remarks>
/// log(1 + e) = 2·artanh(s) with s = e/(2 + e) ≤ 1/3, so small e keeps all its digits. Coefficients: our own Remez fits of
/// (artanh(s)/s − 1)/s² in s² on [0, 1/9], relative error 1.1e-10 (float) and 1.3e-18 (double) before rounding.
/// </remarks>
static class VectorLogistic
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <inheritdoc cref="ILane{V}.Logistic"/>
    [MethodImpl(Inline)]
    public static Logistic<V> Of<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V e = V.ExpBiased(-V.Abs(x)) * (1 / V.Bias); // of −|x|: cannot overflow, and rounds once into the subnormals
        V inverse, s;
        if (typeof(T) == typeof(float))
        {
            inverse = (V)1 / (e + 1);
            s = e / (e + 2);
        }
        else
        {
            // One division for both, which costs as much as all the rest of the logarithm; in floats its roundings would show.
            V one = e + 1, two = e + 2, both = (V)1 / (one * two);
            inverse = both * two;
            s = e * (both * one);
        }
        V small = e * inverse;
        V log1P = Log1P<V, T>(s);
        return new(
            V.Choose(x, small, inverse),
            V.Choose(x, inverse, small),
            V.Max(-x, 0) + log1P,
            V.Max(x, 0) + log1P);
    }

    /// <summary>log(1 + e) = 2·artanh(s) for s = e/(2 + e) in [0, 1/3].</summary>
    [MethodImpl(Inline)]
    static V Log1P<V, T>(V s)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V v = s * s;
        V p;
        if (typeof(T) == typeof(float))
        {
            p = 0.121504670806391296;
            p = V.MultiplyAdd(p, v, 0.107138290695298106);
            p = V.MultiplyAdd(p, v, 0.143084423752086701);
            p = V.MultiplyAdd(p, v, 0.199994388729487761);
            p = V.MultiplyAdd(p, v, 0.333333378109637448);
        }
        else
        {
            p = 0.085092890258474388;
            p = V.MultiplyAdd(p, v, 0.041700499096935242);
            p = V.MultiplyAdd(p, v, 0.0605304334496114426);
            p = V.MultiplyAdd(p, v, 0.0665048676242603857);
            p = V.MultiplyAdd(p, v, 0.0769327996408895096);
            p = V.MultiplyAdd(p, v, 0.0909087196233328359);
            p = V.MultiplyAdd(p, v, 0.111111119848695217);
            p = V.MultiplyAdd(p, v, 0.14285714273926873);
            p = V.MultiplyAdd(p, v, 0.20000000000078622);
            p = V.MultiplyAdd(p, v, 0.333333333333331519);
        }
        V twice = s + s;
        return V.MultiplyAdd(twice * v, p, twice);
    }
}
