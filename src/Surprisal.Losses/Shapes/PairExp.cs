using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The exponential of floats as an unevaluated sum of two, within 1.4e-8 of itself for x up to 256 in size: six instructions more than a rounded one, which is off by five times as much.</summary>
/// <remarks>
/// Reduction as in <see cref="ISimdLane{V, T}.ExpRelative(V, V)"/>, but what it rounds away joins the polynomial, and power·(1 + r + w) stays in two parts: only w, below 0.08, is
/// rounded. Coefficients: our own Remez fit of (eʳ − 1 − r)/r² on ±ln 2/2 in 50-digit arithmetic, 5.2e-11 of eʳ before rounding.
/// </remarks>
static class PairExp
{
    /// <summary>2⁸⁰: the low part of e⁻¹²⁰ stays an ordinary number, and so does the factor of a hundred thousand classes.</summary>
    public const double Bias = 1208925819614629174706176.0;

    const double MoreBits = 16; // beside the 2⁶⁴ of the lanes

    const double Log2E = 1.4426950408889634, Ln2High = -0.693359375, Ln2Low = 2.12194440e-4; // of −ln 2; 9 bits: their product with n is exact
    const double C7 = 1.97903414241570996e-4, C6 = 1.39446596347105028e-3, C5 = 8.33349707488080872e-3, C4 = 4.16662949471975002e-2, C3 = 0.166666658689364908, C2 = 0.500000006768211072;

    /// <summary>What <see cref="Of{V}(ref V, ref V, V, out V, out V)"/> needs to know of the largest number of a row, as <see cref="ISimdLane{V, T}.Reference"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Reference<V>(V max)
        where V : struct, ISimdLane<V, float>, ILane<V>
        => Reference<V, float>(max);

    /// <inheritdoc cref="Reference{V}(V)"/>
    /// <typeparam name="V">A lane of floats.</typeparam>
    /// <typeparam name="T"><see cref="float"/>, where only the caller's caller knows that.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Reference<V, T>(V max)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => V.Reference(max) + MoreBits;

    /// <summary>Replaces two registers by eˣ·<see cref="Bias"/>/2ᴺ, where 2ᴺ is the power of two next to the e^max that <paramref name="reference"/> was made of. Each step of both before the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<V>(ref V a, ref V b, V reference, out V lowA, out V lowB)
        where V : struct, ISimdLane<V, float>, ILane<V>
        => Of<V, float>(ref a, ref b, reference, out lowA, out lowB);

    /// <inheritdoc cref="Of{V}(ref V, ref V, V, out V, out V)"/>
    /// <typeparam name="V">A lane of floats.</typeparam>
    /// <typeparam name="T"><see cref="float"/>, where only the caller's caller knows that.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<V, T>(ref V a, ref V b, V reference, out V lowA, out V lowB)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        V nA = V.MultiplyAdd(a, Log2E, reference), nB = V.MultiplyAdd(b, Log2E, reference), powerA = V.PowerFromBits(nA), powerB = V.PowerFromBits(nB);
        nA -= reference;
        nB -= reference;
        V exactA = V.MultiplyAdd(nA, Ln2High, a), exactB = V.MultiplyAdd(nB, Ln2High, b);
        V rA = V.MultiplyAdd(nA, Ln2Low, exactA), rB = V.MultiplyAdd(nB, Ln2Low, exactB);
        V lostA = V.MultiplyAdd(nA, Ln2Low, exactA - rA), lostB = V.MultiplyAdd(nB, Ln2Low, exactB - rB);
        V pA = V.MultiplyAdd(C7, rA, C6), pB = V.MultiplyAdd(C7, rB, C6);
        pA = V.MultiplyAdd(pA, rA, C5);
        pB = V.MultiplyAdd(pB, rB, C5);
        pA = V.MultiplyAdd(pA, rA, C4);
        pB = V.MultiplyAdd(pB, rB, C4);
        pA = V.MultiplyAdd(pA, rA, C3);
        pB = V.MultiplyAdd(pB, rB, C3);
        pA = V.MultiplyAdd(pA, rA, C2);
        pB = V.MultiplyAdd(pB, rB, C2);
        pA = V.MultiplyAdd(pA, rA * rA, lostA); // w
        pB = V.MultiplyAdd(pB, rB * rB, lostB);
        a = V.MultiplyAdd(rA + pA, powerA, powerA);
        b = V.MultiplyAdd(rB + pB, powerB, powerB);
        lowA = V.MultiplyAdd(pA, powerA, V.MultiplyAdd(rA, powerA, powerA - a)); // power − high is exact: they are within a factor of √2
        lowB = V.MultiplyAdd(pB, powerB, V.MultiplyAdd(rB, powerB, powerB - b));
    }
}
