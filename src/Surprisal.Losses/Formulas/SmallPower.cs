using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The powers that fading losses are mostly used with, by multiplication instead of an exponential of a logarithm, which is half the work of such a loss.</summary>
static class SmallPower
{
    /// <summary>Exponents beyond cost the power of a number near 1 more than its last digits.</summary>
    public const double Large = 100;

    /// <summary>Whether <see cref="Of"/> knows the exponent: 0, 1, 2, 3 and 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(double exponent) => exponent is 0 or 1 or 2 or 3 or 4;

    /// <summary>x to a power that <see cref="Is"/> confirmed; 0⁰ is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, double exponent)
        where V : struct, ILane<V>
    {
        if (exponent == 0) return 1;
        if (exponent == 1) return x;
        V square = x * x;
        return exponent == 2 ? square : square * (exponent == 3 ? x : square);
    }

    /// <summary>x to any power from 0 on and its derivative by x, without a division where <see cref="Is"/> knows the exponent; the others' slope at 0 is told as 0.</summary>
    /// <param name="x">A probability.</param>
    /// <param name="rest">1 − x with all its digits; read for large exponents only.</param>
    /// <param name="exponent">Any from 0 on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LossAt<V> At<V>(V x, V rest, double exponent)
        where V : struct, ILane<V>
    {
        V square = x * x;
        if (exponent == 2) return new(square, x + x); // the defaults first: the JIT asks anew for every register
        if (exponent == 4) return new(square * square, square * x * 4);
        if (exponent == 1) return new(x, 1);
        if (exponent == 3) return new(square * x, square * 3);
        if (exponent == 0) return new(1, 0);
        V power = Any(x, rest, exponent);
        return new(power, power / V.Max(x, 1e-300) * exponent); // x⁻¹ of less would be infinite, and 0 at 0
    }

    /// <summary>x to any power. Called: a logarithm and an exponential more would pass what the JIT inlines into a formula.</summary>
    /// <param name="x">A probability.</param>
    /// <param name="rest">1 − x with all its digits; read for large exponents only.</param>
    /// <param name="exponent">Any from 0 on.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Any<V>(V x, V rest, double exponent)
        where V : struct, ILane<V>
    {
        V log = V.Log(x);
        if (exponent > Large) log = V.Choose(x - 0.5, log, V.Log1P(-rest)); // near 1, x has lost digits that such a power brings to light
        return V.Exp(V.Weigh(exponent, log));
    }
}
