using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Losses;

/// <summary>Rows of floats into lanes and back through register transposes, eight or four rows at a time.</summary>
/// <remarks>The last step goes back to end with the row: some classes are moved twice, and no tail is left but one of two.</remarks>
static unsafe partial class RowTransposition
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
