using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The powers that fading losses are mostly used with, by multiplication instead of an exponential of a logarithm, which is half the work of such a loss.</summary>
static class SmallPower
{
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
}
