using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Surprisal;

/// <summary>What layers do to rows of numbers, a register at a time. All rows of a call are equally long; a result may lie where an operand does.</summary>
static class RowMath
{
    /// <summary>sums += values.</summary>
    public static void Add(Span<float> sums, ReadOnlySpan<float> values) => Add(sums, values, sums);

    /// <summary>result = left + right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result)
    {
        ReadOnlySpan<Vector<float>> l = Wide(left), r = Wide(right);
        var to = Wide(result);
        for (int i = 0; i < to.Length; i++) to[i] = l[i] + r[i];
        for (int i = to.Length * Vector<float>.Count; i < result.Length; i++) result[i] = left[i] + right[i];
    }

    /// <summary>sums += (values − means)².</summary>
    public static void AddSquares(Span<float> sums, ReadOnlySpan<float> values, ReadOnlySpan<float> means)
    {
        ReadOnlySpan<Vector<float>> v = Wide(values), m = Wide(means);
        var to = Wide(sums);
        for (int i = 0; i < to.Length; i++)
        {
            var distance = v[i] - m[i];
            to[i] += distance * distance;
        }
        for (int i = to.Length * Vector<float>.Count; i < sums.Length; i++) sums[i] += (values[i] - means[i]) * (values[i] - means[i]);
    }

    /// <summary>sums += gradient·(values − means).</summary>
    public static void AddProducts(Span<float> sums, ReadOnlySpan<float> gradient, ReadOnlySpan<float> values, ReadOnlySpan<float> means)
    {
        ReadOnlySpan<Vector<float>> g = Wide(gradient), v = Wide(values), m = Wide(means);
        var to = Wide(sums);
        for (int i = 0; i < to.Length; i++) to[i] += g[i] * (v[i] - m[i]);
        for (int i = to.Length * Vector<float>.Count; i < sums.Length; i++) sums[i] += gradient[i] * (values[i] - means[i]);
    }

    /// <summary>result = (values − means)·factors + offsets.</summary>
    public static void Scale(ReadOnlySpan<float> values, ReadOnlySpan<float> means, ReadOnlySpan<float> factors, ReadOnlySpan<float> offsets, Span<float> result)
    {
        ReadOnlySpan<Vector<float>> v = Wide(values), m = Wide(means), f = Wide(factors), o = Wide(offsets);
        var to = Wide(result);
        for (int i = 0; i < to.Length; i++) to[i] = (v[i] - m[i]) * f[i] + o[i];
        for (int i = to.Length * Vector<float>.Count; i < result.Length; i++) result[i] = (values[i] - means[i]) * factors[i] + offsets[i];
    }

    /// <summary>result += left·factors.</summary>
    public static void AddProducts(Span<float> result, ReadOnlySpan<float> left, ReadOnlySpan<float> factors)
    {
        ReadOnlySpan<Vector<float>> l = Wide(left), f = Wide(factors);
        var to = Wide(result);
        for (int i = 0; i < to.Length; i++) to[i] += l[i] * f[i];
        for (int i = to.Length * Vector<float>.Count; i < result.Length; i++) result[i] += left[i] * factors[i];
    }

    static ReadOnlySpan<Vector<float>> Wide(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);

    static Span<Vector<float>> Wide(Span<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);
}
