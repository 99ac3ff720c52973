using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Losses;

/// <summary>Rows of floats into lanes and back through register transposes, eight or four rows at a time.</summary>
/// <remarks>The last step goes back to end with the row: some classes are moved twice, and no tail is left.</remarks>
static unsafe class RowTransposition
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Whether there is a way for so many lanes of <typeparamref name="TNumber"/>.</summary>
    [MethodImpl(Inline)]
    public static bool IsFor<TNumber>(int lanes, int classes) =>
        lanes == 4 ? typeof(TNumber) == typeof(double) && classes >= 4 && Avx.IsSupported
        : classes >= 8 && (typeof(TNumber) == typeof(double) ? lanes == 8 && Avx512F.IsSupported : lanes is 8 or 16 && Avx.IsSupported);

    [MethodImpl(Inline)]
    public static void Read<TNumber>(float* from, int classes, TNumber* to, int lanes)
        where TNumber : unmanaged
    {
        if (lanes == 4)
        {
            ReadFour(from, classes, (double*)to);
            return;
        }
        for (int lane = 0; lane < lanes; lane += 8) ReadEight(from + (nint)lane * classes, classes, to + lane, lanes);
    }

    [MethodImpl(Inline)]
    public static void Write<TNumber>(TNumber* from, TNumber* factors, float* to, int classes, int lanes)
        where TNumber : unmanaged
    {
        if (lanes == 4)
        {
            WriteFour((double*)from, Vector256.Load((double*)factors), to, classes);
            return;
        }
        for (int lane = 0; lane < lanes; lane += 8) WriteEight(from + lane, factors + lane, to + (nint)lane * classes, classes, lanes);
    }

    [MethodImpl(Kernel)]
    static void ReadEight<TNumber>(float* from, int classes, TNumber* to, int lanes)
        where TNumber : unmanaged
    {
        nint row = classes, next = lanes;
        for (int k = 0; ; k = Math.Min(k + 8, classes - 8))
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
            if (k == classes - 8) return;
        }
    }

    [MethodImpl(Kernel)]
    static void WriteEight<TNumber>(TNumber* from, TNumber* factors, float* to, int classes, int lanes)
        where TNumber : unmanaged
    {
        nint row = classes, next = lanes;
        for (int k = 0; ; k = Math.Min(k + 8, classes - 8))
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
            if (k == classes - 8) return;
        }
    }

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

    [MethodImpl(Kernel)]
    static void ReadFour(float* from, int classes, double* to)
    {
        nint row = classes;
        for (int k = 0; ; k = Math.Min(k + 4, classes - 4))
        {
            float* z = from + k;
            Transpose(Vector128.Load(z), Vector128.Load(z + row), Vector128.Load(z + 2 * row), Vector128.Load(z + 3 * row), out var a, out var b, out var c, out var d);
            double* block = to + (nint)k * 4;
            Avx.ConvertToVector256Double(a).Store(block);
            Avx.ConvertToVector256Double(b).Store(block + 4);
            Avx.ConvertToVector256Double(c).Store(block + 8);
            Avx.ConvertToVector256Double(d).Store(block + 12);
            if (k == classes - 4) return;
        }
    }

    [MethodImpl(Kernel)]
    static void WriteFour(double* from, Vector256<double> factors, float* to, int classes)
    {
        nint row = classes;
        for (int k = 0; ; k = Math.Min(k + 4, classes - 4))
        {
            double* block = from + (nint)k * 4;
            Transpose(Rounded(block, factors), Rounded(block + 4, factors), Rounded(block + 8, factors), Rounded(block + 12, factors), out var a, out var b, out var c, out var d);
            float* z = to + k;
            a.Store(z);
            b.Store(z + row);
            c.Store(z + 2 * row);
            d.Store(z + 3 * row);
            if (k == classes - 4) return;
        }
    }

    [MethodImpl(Inline)]
    static Vector128<float> Rounded(double* numbers, Vector256<double> factors) => Avx.ConvertToVector128Single(Vector256.Load(numbers) * factors);

    [MethodImpl(Inline)]
    static void Transpose(
        Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d,
        out Vector128<float> p, out Vector128<float> q, out Vector128<float> r, out Vector128<float> s)
    {
        Vector128<float> ab0 = Sse.UnpackLow(a, b), ab1 = Sse.UnpackHigh(a, b), cd0 = Sse.UnpackLow(c, d), cd1 = Sse.UnpackHigh(c, d);
        p = Sse.Shuffle(ab0, cd0, 0x44);
        q = Sse.Shuffle(ab0, cd0, 0xEE);
        r = Sse.Shuffle(ab1, cd1, 0x44);
        s = Sse.Shuffle(ab1, cd1, 0xEE);
    }
}
