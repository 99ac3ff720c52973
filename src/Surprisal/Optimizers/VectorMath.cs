using System.Numerics;
using System.Runtime.InteropServices;

namespace Surprisal;

/// <summary>What an optimizer does with long vectors of doubles. The order of additions is fixed, so the same input gives the same bits.</summary>
static class VectorMath
{
    /// <summary>Σ aᵢ·bᵢ.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b)[..left.Length];
        // Four sums at a time: one would wait for itself.
        Vector<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = 0;
        for (; i <= left.Length - 4; i += 4)
        {
            sum0 += left[i] * right[i];
            sum1 += left[i + 1] * right[i + 1];
            sum2 += left[i + 2] * right[i + 2];
            sum3 += left[i + 3] * right[i + 3];
        }

        for (; i < left.Length; i++) sum0 += left[i] * right[i];
        double total = Vector.Sum(sum0 + sum1 + (sum2 + sum3));
        for (int k = left.Length * Vector<double>.Count; k < a.Length; k++) total += a[k] * b[k];
        return total;
    }

    /// <summary>sum += scale·addend.</summary>
    public static void AddScaled(Span<double> sum, double scale, ReadOnlySpan<double> addend)
    {
        var sums = MemoryMarshal.Cast<double, Vector<double>>(sum);
        var addends = MemoryMarshal.Cast<double, Vector<double>>(addend)[..sums.Length];
        var factor = new Vector<double>(scale);
        for (int i = 0; i < sums.Length; i++) sums[i] += factor * addends[i];
        for (int k = sums.Length * Vector<double>.Count; k < sum.Length; k++) sum[k] += scale * addend[k];
    }

    /// <summary>values *= scale.</summary>
    public static void Scale(Span<double> values, double scale)
    {
        foreach (ref double value in values) value *= scale;
    }

    /// <summary>difference = a − b.</summary>
    public static void Subtract(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> difference)
    {
        for (int i = 0; i < difference.Length; i++) difference[i] = a[i] - b[i];
    }

    /// <summary>The largest |valueᵢ|; NaN if one is NaN.</summary>
    public static double MaxNorm(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
