using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Losses;

/// <summary>Eight rows at a time.</summary>
static unsafe partial class RowTransposition
{
    [MethodImpl(Kernel)]
    static void ReadEight<TNumber>(float* from, int classes, TNumber* to, int lanes)
        where TNumber : unmanaged
    {
        nint row = classes, next = lanes;
        int last = LastEight(classes);
        for (int k = 0; ; k = Math.Min(k + 8, last))
        {
            float* z = from + k;
            Transpose(
                Vector256.Load(z), Vector256.Load(z + row), Vector256.Load(z + 2 * row), Vector256.Load(z + 3 * row),
                Vector256.Load(z + 4 * row), Vector256.Load(z + 5 * row), Vector256.Load(z + 6 * row), Vector256.Load(z + 7 * row),
                out var a, out var b, out var c, out var d, out var e, out var f, out var g, out var h);
            TNumber* block = to + k * next;
            Put(a, block);
            Put(b, block + next);
            Put(c, block + 2 * next);
            Put(d, block + 3 * next);
            Put(e, block + 4 * next);
            Put(f, block + 5 * next);
            Put(g, block + 6 * next);
            Put(h, block + 7 * next);
            if (k == last) break;
        }
        if (last != classes - 8) ReadTwo(from + classes - 2, row, to + (classes - 2) * next, next);
    }

    [MethodImpl(Inline)]
    static void ReadTwo<TNumber>(float* from, nint row, TNumber* to, nint next)
        where TNumber : unmanaged
    {
        Vector128<float> a = Two(from, row), b = Two(from + 2 * row, row), c = Two(from + 4 * row, row), d = Two(from + 6 * row, row);
        Put(Vector256.Create(Sse.Shuffle(a, b, 0x88), Sse.Shuffle(c, d, 0x88)), to);
        Put(Vector256.Create(Sse.Shuffle(a, b, 0xDD), Sse.Shuffle(c, d, 0xDD)), to + next);
    }

    /// <summary>Two numbers of a row and two of the next.</summary>
    [MethodImpl(Inline)]
    static Vector128<float> Two(float* from, nint row) => Sse.LoadHigh(Sse.LoadLow(Vector128<float>.Zero, from), from + row);

    [MethodImpl(Kernel)]
    static void WriteEight<TNumber>(TNumber* from, TNumber* factors, float* to, int classes, int lanes)
        where TNumber : unmanaged
    {
        nint row = classes, next = lanes;
        int last = LastEight(classes);
        for (int k = 0; ; k = Math.Min(k + 8, last))
        {
            TNumber* block = from + k * next;
            Transpose(
                Take(block, factors), Take(block + next, factors), Take(block + 2 * next, factors), Take(block + 3 * next, factors),
                Take(block + 4 * next, factors), Take(block + 5 * next, factors), Take(block + 6 * next, factors), Take(block + 7 * next, factors),
                out var a, out var b, out var c, out var d, out var e, out var f, out var g, out var h);
            float* z = to + k;
            a.Store(z);
            b.Store(z + row);
            c.Store(z + 2 * row);
            d.Store(z + 3 * row);
            e.Store(z + 4 * row);
            f.Store(z + 5 * row);
            g.Store(z + 6 * row);
            h.Store(z + 7 * row);
            if (k == last) break;
        }
        if (last != classes - 8) WriteTwo(from + (classes - 2) * next, next, factors, to + classes - 2, row);
    }

    [MethodImpl(Inline)]
    static void WriteTwo<TNumber>(TNumber* from, nint next, TNumber* factors, float* to, nint row)
        where TNumber : unmanaged
    {
        Vector256<float> a = Take(from, factors), b = Take(from + next, factors), even = Avx.UnpackLow(a, b), odd = Avx.UnpackHigh(a, b);
        StoreTwo(even.GetLower(), to, row);
        StoreTwo(odd.GetLower(), to + 2 * row, row);
        StoreTwo(even.GetUpper(), to + 4 * row, row);
        StoreTwo(odd.GetUpper(), to + 6 * row, row);
    }

    [MethodImpl(Inline)]
    static void StoreTwo(Vector128<float> numbers, float* to, nint row)
    {
        Sse.StoreLow(to, numbers);
        Sse.StoreHigh(to + row, numbers);
    }

    /// <summary>Where the last eight classes begin that are moved together: one or two that are left over, as of ten, have a shorter way.</summary>
    [MethodImpl(Inline)]
    static int LastEight(int classes) => classes % 8 is 1 or 2 ? classes - classes % 8 - 8 : classes - 8;

    [MethodImpl(Inline)]
    static void Put<TNumber>(Vector256<float> numbers, TNumber* to)
        where TNumber : unmanaged
    {
        if (typeof(TNumber) == typeof(float)) numbers.Store((float*)to);
        else Avx512F.ConvertToVector512Double(numbers).Store((double*)to);
    }

    [MethodImpl(Inline)]
    static Vector256<float> Take<TNumber>(TNumber* from, TNumber* factors)
        where TNumber : unmanaged
        => typeof(TNumber) == typeof(float)
            ? Vector256.Load((float*)from) * Vector256.Load((float*)factors)
            : Avx512F.ConvertToVector256Single(Vector512.Load((double*)from) * Vector512.Load((double*)factors));

    [MethodImpl(Inline)]
    static void Transpose(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f, Vector256<float> g, Vector256<float> h,
        out Vector256<float> p, out Vector256<float> q, out Vector256<float> r, out Vector256<float> s, out Vector256<float> t, out Vector256<float> u, out Vector256<float> v, out Vector256<float> w)
    {
        Vector256<float> ab0 = Avx.UnpackLow(a, b), ab1 = Avx.UnpackHigh(a, b), cd0 = Avx.UnpackLow(c, d), cd1 = Avx.UnpackHigh(c, d);
        Vector256<float> ef0 = Avx.UnpackLow(e, f), ef1 = Avx.UnpackHigh(e, f), gh0 = Avx.UnpackLow(g, h), gh1 = Avx.UnpackHigh(g, h);
        Vector256<float> x0 = Avx.Shuffle(ab0, cd0, 0x44), x1 = Avx.Shuffle(ab0, cd0, 0xEE), x2 = Avx.Shuffle(ab1, cd1, 0x44), x3 = Avx.Shuffle(ab1, cd1, 0xEE);
        Vector256<float> y0 = Avx.Shuffle(ef0, gh0, 0x44), y1 = Avx.Shuffle(ef0, gh0, 0xEE), y2 = Avx.Shuffle(ef1, gh1, 0x44), y3 = Avx.Shuffle(ef1, gh1, 0xEE);
        p = Avx.Permute2x128(x0, y0, 0x20);
        q = Avx.Permute2x128(x1, y1, 0x20);
        r = Avx.Permute2x128(x2, y2, 0x20);
        s = Avx.Permute2x128(x3, y3, 0x20);
        t = Avx.Permute2x128(x0, y0, 0x31);
        u = Avx.Permute2x128(x1, y1, 0x31);
        v = Avx.Permute2x128(x2, y2, 0x31);
        w = Avx.Permute2x128(x3, y3, 0x31);
    }
}
