using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

static partial class VectorExp
{
    /// <inheritdoc cref="ISimdLane{V, T}.Reference"/>
    [MethodImpl(Inline)]
    public static V Reference<V, T>(V max)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V round = typeof(T) == typeof(float) ? FloatMagic : DoubleMagic;
        V magic = typeof(T) == typeof(float) ? FloatMagic + FloatExponentBias + 64 : DoubleMagic + DoubleExponentBias + 512;
        return magic - (V.MultiplyAdd(max, Log2E, round) - round);
    }

    /// <inheritdoc cref="ISimdLane{V, T}.ExpRelative(V, V)"/>
    [MethodImpl(Inline)]
    public static V Relative<V, T>(V x, V reference)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V rounded = V.MultiplyAdd(x, Log2E, reference);
        V power = V.PowerFromBits(rounded);
        return V.MultiplyAdd(Polynomial<V, T>(Reduce<V, T>(x, rounded - reference)), power, power);
    }

    /// <inheritdoc cref="ISimdLane{V, T}.ExpRelative(ref V, ref V, ref V, ref V, V)"/>
    [MethodImpl(Inline)]
    public static void Relative<V, T>(ref V a, ref V b, ref V c, ref V d, V reference)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            (a, b, c, d) = (Relative<V, T>(a, reference), Relative<V, T>(b, reference), Relative<V, T>(c, reference), Relative<V, T>(d, reference));
            return;
        }
        V roundedA = a, roundedB = b, roundedC = c, roundedD = d;
        Step<V, T>(ref roundedA, ref roundedB, ref roundedC, ref roundedD, Log2E, reference);
        V n = roundedA - reference, o = roundedB - reference, p = roundedC - reference, q = roundedD - reference;
        V powerA = V.PowerFromBits(roundedA), powerB = V.PowerFromBits(roundedB), powerC = V.PowerFromBits(roundedC), powerD = V.PowerFromBits(roundedD);
        a = V.MultiplyAdd(n, FloatLn2High, a);
        b = V.MultiplyAdd(o, FloatLn2High, b);
        c = V.MultiplyAdd(p, FloatLn2High, c);
        d = V.MultiplyAdd(q, FloatLn2High, d);
        a = V.MultiplyAdd(n, FloatLn2Low, a);
        b = V.MultiplyAdd(o, FloatLn2Low, b);
        c = V.MultiplyAdd(p, FloatLn2Low, c);
        d = V.MultiplyAdd(q, FloatLn2Low, d);
        n = o = p = q = Float6;
        Step<V, T>(ref n, ref o, ref p, ref q, a, b, c, d, Float5);
        Step<V, T>(ref n, ref o, ref p, ref q, a, b, c, d, Float4);
        Step<V, T>(ref n, ref o, ref p, ref q, a, b, c, d, Float3);
        Step<V, T>(ref n, ref o, ref p, ref q, a, b, c, d, Float2);
        a = V.MultiplyAdd(n, a * a, a);
        b = V.MultiplyAdd(o, b * b, b);
        c = V.MultiplyAdd(p, c * c, c);
        d = V.MultiplyAdd(q, d * d, d);
        a = V.MultiplyAdd(a, powerA, powerA);
        b = V.MultiplyAdd(b, powerB, powerB);
        c = V.MultiplyAdd(c, powerC, powerC);
        d = V.MultiplyAdd(d, powerD, powerD);
    }

    [MethodImpl(Inline)]
    static void Step<V, T>(ref V a, ref V b, ref V c, ref V d, V factor, V summand)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => Step<V, T>(ref a, ref b, ref c, ref d, factor, factor, factor, factor, summand);

    [MethodImpl(Inline)]
    static void Step<V, T>(ref V a, ref V b, ref V c, ref V d, V factorA, V factorB, V factorC, V factorD, V summand)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        a = V.MultiplyAdd(a, factorA, summand);
        b = V.MultiplyAdd(b, factorB, summand);
        c = V.MultiplyAdd(c, factorC, summand);
        d = V.MultiplyAdd(d, factorD, summand);
    }
}
