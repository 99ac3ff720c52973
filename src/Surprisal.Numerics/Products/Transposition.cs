using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Numerics;

/// <summary>Copies a block so that its rows become columns.</summary>
static unsafe class Transposition
{
    /// <summary>destination[c·destinationStride + r] = source[r·sourceStride + c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, nint sourceStride, T* destination, nint destinationStride, int rows, int columns)
        where T : unmanaged
    {
        int blockRows = 0, blockColumns = 0;
        if (Avx.IsSupported && typeof(T) == typeof(float))
        {
            (blockRows, blockColumns) = (rows & ~7, columns & ~7);
            // Down the rows first: what is written lies side by side.
            for (int column = 0; column < blockColumns; column += 8)
            {
                float* from = (float*)(source + column), to = (float*)(destination + column * destinationStride);
                for (int row = 0; row < blockRows; row += 8, from += 8 * sourceStride, to += 8) Copy8x8(from, sourceStride, to, destinationStride);
                if (rows - blockRows >= 2) Copy2x8(from, sourceStride, to, destinationStride);
            }

            if (rows - blockRows >= 2) blockRows += 2; // ten classes are ten rows
        }

        CopySingly(source + blockColumns, sourceStride, destination + blockColumns * destinationStride, destinationStride, blockRows, columns - blockColumns);
        CopySingly(source + blockRows * sourceStride, sourceStride, destination + blockRows, destinationStride, rows - blockRows, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CopySingly<T>(T* source, nint sourceStride, T* destination, nint destinationStride, int rows, int columns)
        where T : unmanaged
    {
        for (nint row = 0; row < rows; row++)
            for (nint column = 0; column < columns; column++)
                destination[column * destinationStride + row] = source[row * sourceStride + column];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Copy8x8(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        float* s4 = source + 4 * sourceStride, d4 = destination + 4 * destinationStride;
        // Each 256-bit register takes four numbers of row r and four of row r + 4: then no shuffle crosses the middle.
        var r0 = Pair(source, s4); var r1 = Pair(source + sourceStride, s4 + sourceStride);
        var r2 = Pair(source + 2 * sourceStride, s4 + 2 * sourceStride); var r3 = Pair(source + 3 * sourceStride, s4 + 3 * sourceStride);
        Quad(r0, r1, r2, r3, destination, destinationStride);
        source += 4; s4 += 4;
        r0 = Pair(source, s4); r1 = Pair(source + sourceStride, s4 + sourceStride);
        r2 = Pair(source + 2 * sourceStride, s4 + 2 * sourceStride); r3 = Pair(source + 3 * sourceStride, s4 + 3 * sourceStride);
        Quad(r0, r1, r2, r3, d4, destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Copy2x8(float* source, nint sourceStride, float* destination, nint stride)
    {
        for (int column = 0; column < 8; column += 4, source += 4, destination += 4 * stride)
        {
            var first = Vector128.Load(source); var second = Vector128.Load(source + sourceStride);
            var low = Sse.UnpackLow(first, second); var high = Sse.UnpackHigh(first, second);
            Sse.StoreLow(destination, low);
            Sse.StoreHigh(destination + stride, low);
            Sse.StoreLow(destination + 2 * stride, high);
            Sse.StoreHigh(destination + 3 * stride, high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Pair(float* lower, float* upper) => Avx.InsertVector128(Vector128.Load(lower).ToVector256Unsafe(), Vector128.Load(upper), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Quad(Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, float* destination, nint stride)
    {
        var t0 = Avx.UnpackLow(r0, r1); var t1 = Avx.UnpackHigh(r0, r1);
        var t2 = Avx.UnpackLow(r2, r3); var t3 = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(t0, t2, 0x44).Store(destination);
        Avx.Shuffle(t0, t2, 0xEE).Store(destination + stride);
        Avx.Shuffle(t1, t3, 0x44).Store(destination + 2 * stride);
        Avx.Shuffle(t1, t3, 0xEE).Store(destination + 3 * stride);
    }
}
