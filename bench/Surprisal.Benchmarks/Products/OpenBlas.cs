using System.Runtime.InteropServices;
using Surprisal.Numerics;

namespace Surprisal.Benchmarks.Products;

/// <summary>The peer, called as NumPy and PyTorch call it. It is no part of Surprisal: Debian's package libopenblas0, if the machine has it.</summary>
static partial class OpenBlas
{
    const string Library = "libopenblas.so.0";
    const int RowMajor = 101, AsItIs = 111, Transposed = 112;

    public static bool IsHere => NativeLibrary.TryLoad(Library, out _);

    /// <summary>Its version, processor family and threading, in its own words.</summary>
    public static string Description => Marshal.PtrToStringAnsi(Config()) ?? "OpenBLAS";

    public static void Use(int threads) => SetThreads(threads);

    /// <summary>result = a·b, each operand transposed or not.</summary>
    public static unsafe void Multiply(ReadOnlyMatrixSpan<float> a, ReadOnlyMatrixSpan<float> b, MatrixSpan<float> result, bool transposeA, bool transposeB)
    {
        int depth = transposeA ? a.Rows : a.Columns;
        fixed (float* first = a.Values, second = b.Values, to = result.Values)
        {
            Multiply(
                RowMajor, transposeA ? Transposed : AsItIs, transposeB ? Transposed : AsItIs, result.Rows, result.Columns, depth,
                1, first, a.Columns, second, b.Columns, 0, to, result.Columns);
        }
    }

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    private static unsafe partial void Multiply(
        int order, int transposeA, int transposeB, int rows, int columns, int depth, float alpha, float* a, int aStride, float* b, int bStride, float beta, float* result, int stride);

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    private static partial void SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "openblas_get_config")]
    private static partial nint Config();
}
