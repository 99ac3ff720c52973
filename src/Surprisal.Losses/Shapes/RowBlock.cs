using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Turns a few neighbouring rows into lanes and back: register k of a block holds class k of every row, so that sums over
/// the classes need no work across a register, and no row has a tail.
/// </summary>
static unsafe class RowBlock
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Reads <paramref name="rows"/> rows of <paramref name="classes"/> numbers; lanes without a row of their own repeat the last one.</summary>
    [MethodImpl(Inline)]
    public static void Read<V, T>(T* from, int rows, int classes, V* to)
        where V : unmanaged, ISimdLane<V, double>
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && V.Count == 8 && rows == 8 && classes >= 8 && Avx512F.IsSupported) ReadEight((float*)from, classes, (double*)to);
        else if (typeof(T) == typeof(float) && V.Count == 4 && rows == 4 && classes >= 4 && Avx.IsSupported) ReadFour((float*)from, classes, (double*)to);
        else ReadAny(from, rows, classes, (double*)to, V.Count);
    }

    /// <summary>Writes the first <paramref name="rows"/> lanes as rows, times <paramref name="factor"/>.</summary>
    [MethodImpl(Inline)]
    public static void Write<V, T>(V* from, V factor, T* to, int rows, int classes)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && V.Count == 8 && rows == 8 && classes >= 8 && Avx512F.IsSupported) WriteEight((double*)from, Unsafe.As<V, Vector512<double>>(ref factor), (float*)to, classes);
        else if (typeof(T) == typeof(float) && V.Count == 4 && rows == 4 && classes >= 4 && Avx.IsSupported) WriteFour((double*)from, Unsafe.As<V, Vector256<double>>(ref factor), (float*)to, classes);
        else WriteAny(from, factor, to, rows, classes);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void ReadAny<T>(T* from, int rows, int classes, double* to, int lanes)
        where T : unmanaged
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            T* row = from + (nint)Math.Min(lane, rows - 1) * classes;
            for (int k = 0; k < classes; k++) to[(nint)k * lanes + lane] = Number.ToDouble(row[k]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void WriteAny<V, T>(V* from, V factor, T* to, int rows, int classes)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        for (int k = 0; k < classes; k++)
        {
            V scaled = from[k] * factor;
            double* numbers = (double*)&scaled;
            for (int row = 0; row < rows; row++) to[(nint)row * classes + k] = Number.FromDouble<T>(numbers[row]);
        }
    }

    // The last step goes back to end with the row: some classes are moved twice, and no tail is left.

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void ReadEight(float* from, int classes, double* to)
    {
        for (int k = 0; ; k = Math.Min(k + 8, classes - 8))
        {
            float* z = from + k;
            nint row = classes;
            Transpose(
                Vector256.Load(z), Vector256.Load(z + row), Vector256.Load(z + 2 * row), Vector256.Load(z + 3 * row),
                Vector256.Load(z + 4 * row), Vector256.Load(z + 5 * row), Vector256.Load(z + 6 * row), Vector256.Load(z + 7 * row),
                out var a, out var b, out var c, out var d, out var e, out var f, out var g, out var h);
            double* block = to + (nint)k * 8;
            Avx512F.ConvertToVector512Double(a).Store(block);
            Avx512F.ConvertToVector512Double(b).Store(block + 8);
            Avx512F.ConvertToVector512Double(c).Store(block + 16);
            Avx512F.ConvertToVector512Double(d).Store(block + 24);
            Avx512F.ConvertToVector512Double(e).Store(block + 32);
            Avx512F.ConvertToVector512Double(f).Store(block + 40);
            Avx512F.ConvertToVector512Double(g).Store(block + 48);
            Avx512F.ConvertToVector512Double(h).Store(block + 56);
            if (k == classes - 8) return;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void WriteEight(double* from, Vector512<double> factor, float* to, int classes)
    {
        for (int k = 0; ; k = Math.Min(k + 8, classes - 8))
        {
            double* block = from + (nint)k * 8;
            Transpose(
                Rounded(block, factor), Rounded(block + 8, factor), Rounded(block + 16, factor), Rounded(block + 24, factor),
                Rounded(block + 32, factor), Rounded(block + 40, factor), Rounded(block + 48, factor), Rounded(block + 56, factor),
                out var a, out var b, out var c, out var d, out var e, out var f, out var g, out var h);
            float* z = to + k;
            nint row = classes;
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
    static Vector256<float> Rounded(double* numbers, Vector512<double> factor) => Avx512F.ConvertToVector256Single(Vector512.Load(numbers) * factor);

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

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void ReadFour(float* from, int classes, double* to)
    {
        for (int k = 0; ; k = Math.Min(k + 4, classes - 4))
        {
            float* z = from + k;
            nint row = classes;
            Transpose(Vector128.Load(z), Vector128.Load(z + row), Vector128.Load(z + 2 * row), Vector128.Load(z + 3 * row), out var a, out var b, out var c, out var d);
            double* block = to + (nint)k * 4;
            Avx.ConvertToVector256Double(a).Store(block);
            Avx.ConvertToVector256Double(b).Store(block + 4);
            Avx.ConvertToVector256Double(c).Store(block + 8);
            Avx.ConvertToVector256Double(d).Store(block + 12);
            if (k == classes - 4) return;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void WriteFour(double* from, Vector256<double> factor, float* to, int classes)
    {
        for (int k = 0; ; k = Math.Min(k + 4, classes - 4))
        {
            double* block = from + (nint)k * 4;
            Transpose(Rounded(block, factor), Rounded(block + 4, factor), Rounded(block + 8, factor), Rounded(block + 12, factor), out var a, out var b, out var c, out var d);
            float* z = to + k;
            nint row = classes;
            a.Store(z);
            b.Store(z + row);
            c.Store(z + 2 * row);
            d.Store(z + 3 * row);
            if (k == classes - 4) return;
        }
    }

    [MethodImpl(Inline)]
    static Vector128<float> Rounded(double* numbers, Vector256<double> factor) => Avx.ConvertToVector128Single(Vector256.Load(numbers) * factor);

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
