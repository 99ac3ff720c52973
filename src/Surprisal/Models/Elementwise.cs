using System.Numerics;
using System.Runtime.InteropServices;

namespace Surprisal;

/// <summary>What layers do number by number. Source and result may be the same memory.</summary>
static class Elementwise
{
    /// <summary>sum += addend.</summary>
    public static void Add(Span<float> sum, ReadOnlySpan<float> addend)
    {
        var sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var addends = MemoryMarshal.Cast<float, Vector<float>>(addend)[..sums.Length];
        for (int i = 0; i < sums.Length; i++) sums[i] += addends[i];
        for (int k = sums.Length * Vector<float>.Count; k < sum.Length; k++) sum[k] += addend[k];
    }

    /// <summary>result = max(source, 0); NaN stays NaN.</summary>
    public static void Rectify(ReadOnlySpan<float> source, Span<float> result)
    {
        var sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        var results = MemoryMarshal.Cast<float, Vector<float>>(result)[..sources.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            var value = sources[i];
            // Not Max: a NaN must come through, so that training sees it.
            results[i] = Vector.ConditionalSelect(Vector.LessThan(value, Vector<float>.Zero), Vector<float>.Zero, value);
        }

        for (int k = sources.Length * Vector<float>.Count; k < source.Length; k++) result[k] = source[k] < 0 ? 0 : source[k];
    }

    /// <summary>result = source where the sign is positive, 0 elsewhere.</summary>
    public static void KeepWherePositive(ReadOnlySpan<float> source, ReadOnlySpan<float> sign, Span<float> result)
    {
        var sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        var signs = MemoryMarshal.Cast<float, Vector<float>>(sign)[..sources.Length];
        var results = MemoryMarshal.Cast<float, Vector<float>>(result)[..sources.Length];
        for (int i = 0; i < sources.Length; i++)
            results[i] = Vector.ConditionalSelect(Vector.GreaterThan(signs[i], Vector<float>.Zero), sources[i], Vector<float>.Zero);
        for (int k = sources.Length * Vector<float>.Count; k < source.Length; k++) result[k] = sign[k] > 0 ? source[k] : 0;
    }
}
