using System.Numerics;
using System.Runtime.InteropServices;

namespace Surprisal;

/// <summary>Sums over rows of floats, in doubles, a register at a time. All rows of a call are equally long.</summary>
static class RowSums
{
    /// <summary>sums += values.</summary>
    public static void Add(Span<double> sums, ReadOnlySpan<float> values)
    {
        var v = Wide(values);
        var to = Wide(sums);
        for (int i = 0; i < v.Length; i++)
        {
            Vector.Widen(v[i], out var low, out var high);
            to[2 * i] += low;
            to[2 * i + 1] += high;
        }
        for (int i = v.Length * Vector<float>.Count; i < values.Length; i++) sums[i] += values[i];
    }

    /// <summary>sums += factor·(values − means)².</summary>
    public static void AddSquares(Span<double> sums, ReadOnlySpan<float> values, ReadOnlySpan<double> means, double factor)
    {
        var v = Wide(values);
        ReadOnlySpan<Vector<double>> m = MemoryMarshal.Cast<double, Vector<double>>(means);
        var to = Wide(sums);
        for (int i = 0; i < v.Length; i++)
        {
            Vector.Widen(v[i], out var low, out var high);
            low -= m[2 * i];
            high -= m[2 * i + 1];
            to[2 * i] += factor * low * low;
            to[2 * i + 1] += factor * high * high;
        }
        for (int i = v.Length * Vector<float>.Count; i < values.Length; i++) sums[i] += factor * (values[i] - means[i]) * (values[i] - means[i]);
    }

    /// <summary>sums += gradient·(values − means).</summary>
    public static void AddProducts(Span<double> sums, ReadOnlySpan<float> gradient, ReadOnlySpan<float> values, ReadOnlySpan<float> means)
    {
        ReadOnlySpan<Vector<float>> g = Wide(gradient), v = Wide(values), m = Wide(means);
        var to = Wide(sums);
        for (int i = 0; i < g.Length; i++)
        {
            Vector.Widen(g[i] * (v[i] - m[i]), out var low, out var high);
            to[2 * i] += low;
            to[2 * i + 1] += high;
        }
        for (int i = g.Length * Vector<float>.Count; i < gradient.Length; i++) sums[i] += gradient[i] * (values[i] - means[i]);
    }

    /// <summary>Σ value.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        var v = Wide(values);
        Vector<double> lows = default, highs = default;
        for (int i = 0; i < v.Length; i++)
        {
            Vector.Widen(v[i], out var low, out var high);
            lows += low;
            highs += high;
        }
        double sum = Vector.Sum(lows + highs);
        for (int i = v.Length * Vector<float>.Count; i < values.Length; i++) sum += values[i];
        return sum;
    }

    /// <summary>Σ (value − mean)².</summary>
    public static double OfSquares(ReadOnlySpan<float> values, double mean)
    {
        var v = Wide(values);
        Vector<double> lows = default, highs = default, about = new(mean);
        for (int i = 0; i < v.Length; i++)
        {
            Vector.Widen(v[i], out var low, out var high);
            low -= about;
            high -= about;
            lows += low * low;
            highs += high * high;
        }
        double sum = Vector.Sum(lows + highs);
        for (int i = v.Length * Vector<float>.Count; i < values.Length; i++) sum += (values[i] - mean) * (values[i] - mean);
        return sum;
    }

    /// <summary>Σ left·right.</summary>
    public static double OfProducts(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> l = Wide(left), r = Wide(right);
        Vector<double> lows = default, highs = default;
        for (int i = 0; i < l.Length; i++)
        {
            Vector.Widen(l[i], out var lowLeft, out var highLeft);
            Vector.Widen(r[i], out var lowRight, out var highRight);
            lows += lowLeft * lowRight;
            highs += highLeft * highRight;
        }
        double sum = Vector.Sum(lows + highs);
        for (int i = l.Length * Vector<float>.Count; i < left.Length; i++) sum += (double)left[i] * right[i];
        return sum;
    }

    static ReadOnlySpan<Vector<float>> Wide(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);

    static Span<Vector<double>> Wide(Span<double> sums) => MemoryMarshal.Cast<double, Vector<double>>(sums);
}
