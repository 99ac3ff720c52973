using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>x·Φ(x) and its slope, Φ being the share of a normal distribution below x: a register of doubles at a time, within 4 ulp of a float also far below 0.</summary>
public static unsafe class GeluKernel
{
    // Beyond it e^(−x²/2) is 0, and an infinite x would make ∞/∞ of the quotient.
    const double Farthest = 40;

    const double InverseRootOfTwoPi = 0.3989422804014327;

    /// <summary>Writes x·Φ(x).</summary>
    /// <param name="x">Any numbers; NaN stays.</param>
    /// <param name="results">As many; apart from <paramref name="x"/>.</param>
    public static void Values(ReadOnlySpan<float> x, Span<float> results) => Run(x, default, results);

    /// <summary>Writes gradient·(Φ(x) + x·φ(x)), φ being the density.</summary>
    /// <param name="x">Any numbers; NaN stays.</param>
    /// <param name="gradient">As many.</param>
    /// <param name="results">As many; apart from the others.</param>
    public static void Slopes(ReadOnlySpan<float> x, ReadOnlySpan<float> gradient, Span<float> results)
    {
        if (gradient.Length != x.Length) throw new ArgumentException($"{x.Length} gradients expected, one per number, got {gradient.Length}.");
        Run(x, gradient, results);
    }

    static void Run(ReadOnlySpan<float> x, ReadOnlySpan<float> gradient, Span<float> results)
    {
        if (results.Length != x.Length) throw new ArgumentException($"room for {x.Length} results expected, one per number, got {results.Length}.");
        fixed (float* from = x, by = gradient, to = results)
        {
            if (Vector512.IsHardwareAccelerated) Run<Lane512<double>>(from, by, to, x.Length);
            else if (Vector256.IsHardwareAccelerated) Run<Lane256<double>>(from, by, to, x.Length);
            else Run<Lane128<double>>(from, by, to, x.Length);
        }
    }

    static void Run<V>(float* x, float* gradient, float* results, int count)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        if (count >= V.Count) Registers<V>(x, gradient, results, count);
        else if (count > 0) Few<V>(x, gradient, results, count);
    }

    // The last register begins early enough to be whole, and writes some results again.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Registers<V>(float* x, float* gradient, float* results, int count)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        int last = count - V.Count;
        for (int i = 0; ; i = Math.Min(i + V.Count, last))
        {
            var at = V.Read(x + i);
            (gradient == null ? Value(at) : V.Read(gradient + i) * Slope(at)).Write(results + i);
            if (i == last) return;
        }
    }

    // Less than a register goes through one of its own.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Few<V>(float* x, float* gradient, float* results, int count)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        const int most = 8;
        float* room = stackalloc float[3 * most];
        new Span<float>(room, 3 * most).Clear();
        new ReadOnlySpan<float>(x, count).CopyTo(new Span<float>(room, most));
        if (gradient != null) new ReadOnlySpan<float>(gradient, count).CopyTo(new Span<float>(room + most, most));
        Registers<V>(room, gradient == null ? null : room + most, room + 2 * most, V.Count);
        new ReadOnlySpan<float>(room + 2 * most, count).CopyTo(new Span<float>(results, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Value<V>(V x)
        where V : struct, ISimdLane<V, double>, ILane<V> => x * Share(x, Exponential(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Slope<V>(V x)
        where V : struct, ISimdLane<V, double>, ILane<V>
    {
        var exponential = Exponential(x);
        return Share(x, exponential) + x * exponential * InverseRootOfTwoPi;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Exponential<V>(V x)
        where V : struct, ISimdLane<V, double>, ILane<V>
    {
        var size = V.Min(V.Abs(x), Farthest);
        return V.Exp(size * size * -0.5);
    }

    // Hart's algorithm 5666 for the tail. Meant for |x| < 7.07, where it gives all digits of a double, it comes near the true asymptote beyond: off by
    // 1e-7 at −12 and by 2.5e-7 at −14, below which a float holds nothing. Checked with mpmath; one quotient is cheaper than two and a choice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Share<V>(V x, V exponential)
        where V : struct, ISimdLane<V, double>, ILane<V>
    {
        var size = V.Min(V.Abs(x), Farthest);
        var over = V.MultiplyAdd(size, 3.52624965998911e-2, 0.700383064443688);
        over = V.MultiplyAdd(over, size, 6.37396220353165);
        over = V.MultiplyAdd(over, size, 33.912866078383);
        over = V.MultiplyAdd(over, size, 112.079291497871);
        over = V.MultiplyAdd(over, size, 221.213596169931);
        over = V.MultiplyAdd(over, size, 220.206867912376);
        var under = V.MultiplyAdd(size, 8.83883476483184e-2, 1.75566716318264);
        under = V.MultiplyAdd(under, size, 16.064177579207);
        under = V.MultiplyAdd(under, size, 86.7807322029461);
        under = V.MultiplyAdd(under, size, 296.564248779674);
        under = V.MultiplyAdd(under, size, 637.333633378831);
        under = V.MultiplyAdd(under, size, 793.826512519948);
        under = V.MultiplyAdd(under, size, 440.413735824752);
        var tail = exponential * over / under;
        return V.Choose(x, tail, 1 - tail);
    }
}
