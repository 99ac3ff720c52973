using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>The logistic function and its two surprisals, written once for every register width and both number types.</summary>
/// <remarks>Coefficients: our own Remez fits in 40-digit arithmetic; the errors named are those before rounding.</remarks>
static class VectorLogistic
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    const double Sqrt2Less1 = 0.41421356237309505;

    /// <inheritdoc cref="ILane{V}.Logistic"/>
    [MethodImpl(Inline)]
    public static Logistic<V> Of<V, T>(V x)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V e = V.ExpBiased(-V.Abs(x)) * (1 / V.Bias); // of −|x|: cannot overflow, and rounds once into the subnormals
        return typeof(T) == typeof(float) ? OfSingles<V, T>(x, e) : OfDoubles<V, T>(x, e);
    }

    /// <summary>Surprisals within 1.8 ulp, probabilities within 2.8.</summary>
    [MethodImpl(Inline)]
    static Logistic<V> OfSingles<V, T>(V x, V e)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V inverse = (V)1 / (e + 1), small = e * inverse;

        // log(1 + e) is log(1 + f) with f = e, or ln 2 + log(1 + f) with f = (e − 1)/2: what log(1 + f) − f rounds away then hardly shows in the sum. No division:
        // the one in artanh would show, and cost as much as all of this.
        V lower = V.MultiplyAdd(e, 0.5, -0.5), side = Sqrt2Less1 - e;
        V f = V.Choose(side, lower, e), ln2 = V.Choose(side, 0.69314718055994531, 0);
        V log1P = V.MultiplyAdd(-(f * f), Polynomial<V, T>(f), f);
        return new(
            V.Choose(x, small, inverse),
            V.Choose(x, inverse, small),
            ln2 + (V.Max(-x, 0) + log1P), // ln 2 last: the sums before it are smaller
            ln2 + (V.Max(x, 0) + log1P));
    }

    /// <summary>(f − log(1 + f))/f² for f in [√½ − 1, √2 − 1], to 3.4e-9 of log(1 + e).</summary>
    [MethodImpl(Inline)]
    static V Polynomial<V, T>(V f)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V square = f * f, fourth = square * square;
        V low = Estrin.Cubic<V, T>(f, square, -0.199993148524051512, 0.250014617012777034, -0.333333850164190929, 0.499999931748479909);
        V high = Estrin.Cubic<V, T>(f, square, -0.12739537909188199, 0.132914892873605111, -0.142189596018813541, 0.166078121097081854);
        return V.MultiplyAdd(V.MultiplyAdd(0.0733523260678754884, fourth, high), fourth, low);
    }

    [MethodImpl(Inline)]
    static Logistic<V> OfDoubles<V, T>(V x, V e)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        // One division for both, which costs as much as all the rest of the logarithm.
        V one = e + 1, two = e + 2, both = (V)1 / (one * two);
        V inverse = both * two, small = e * inverse;
        V log1P = TwiceArtanh<V, T>(e * (both * one));
        return new(
            V.Choose(x, small, inverse),
            V.Choose(x, inverse, small),
            V.Max(-x, 0) + log1P,
            V.Max(x, 0) + log1P);
    }

    /// <summary>log(1 + e) = 2·artanh(s) for s = e/(2 + e) in [0, 1/3], so that small e keeps all its digits. (artanh(s)/s − 1)/s² is fitted in s² on [0, 1/9] to 1.3e-18.</summary>
    [MethodImpl(Inline)]
    static V TwiceArtanh<V, T>(V s)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V v = s * s, square = v * v, fourth = square * square;
        V low = Estrin.Cubic<V, T>(v, square, 0.111111119848695217, 0.14285714273926873, 0.20000000000078622, 0.333333333333331519);
        V middle = Estrin.Cubic<V, T>(v, square, 0.0605304334496114426, 0.0665048676242603857, 0.0769327996408895096, 0.0909087196233328359);
        V p = V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(0.085092890258474388, v, 0.041700499096935242), fourth, middle), fourth, low);
        V twice = s + s;
        return V.MultiplyAdd(twice * v, p, twice);
    }
}
