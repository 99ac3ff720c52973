using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>
/// What the passes of a convolution have in common: row i of the result is start + Σ over o and k of a[A[i] + o·AOuter + k·AStep] · b[o·BOuter + k·BStep ..],
/// written to c[C[i] ..]. Every number is one chain of multiply-adds in order of o and k, wherever in a tile it lies: no tile shows in the bits.
/// </summary>
unsafe struct StridedSums
{
    /// <summary>Rows of the tallest tile. The tables have as many entries less one behind their last, each a copy of it, so that every tile is whole.</summary>
    public const int MaxRows = StridedKernel.OneWideRows;

    public nint* A;
    public nint* C;
    public int Rows;
    public int Columns;
    public int Outer;
    public int Inner;
    public nint AOuter;
    public nint AStep;
    public nint BOuter;
    public nint BStep;

    /// <summary>Entries of a table for so many rows.</summary>
    public static int TableLength(int rows) => rows + MaxRows - 1;

    /// <summary>So many channels, and those that fill up the last register.</summary>
    public static int Wide(int channels)
    {
        int lanes = Lanes(channels);
        return (channels + lanes - 1) / lanes * lanes;
    }

    /// <summary>Completes the tables behind their last row.</summary>
    public readonly void CloseTables()
    {
        for (int i = Rows; i < TableLength(Rows); i++) (A[i], C[i]) = (A[Rows - 1], C[Rows - 1]);
    }

    /// <summary>Computes all rows.</summary>
    /// <param name="a">What is read number by number.</param>
    /// <param name="b">What is read register by register.</param>
    /// <param name="start">Where every row starts from; null starts from what <paramref name="c"/> holds.</param>
    /// <param name="c">The result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(float* a, float* b, float* start, float* c)
    {
        int lanes = Lanes(Columns);
        if (Vector512.IsHardwareAccelerated && lanes == Vector512<float>.Count) Run<Registers512<float>, Vector512<float>>(a, b, start, c);
        else if (Vector256.IsHardwareAccelerated && lanes == Vector256<float>.Count) Run<Registers256<float>, Vector256<float>>(a, b, start, c);
        else Run<Registers128<float>, Vector128<float>>(a, b, start, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void Run<TOps, V>(float* a, float* b, float* start, float* c)
        where TOps : struct, IRegisters<float, V>
        where V : struct
    {
        int column = 0;
        for (; column <= Columns - 2 * TOps.Count; column += 2 * TOps.Count)
        {
            for (int row = 0; row < Rows; row += StridedKernel.TwoWideRows)
                StridedKernel.TwoWide<TOps, V>(this, row, a, b + column, start is null ? null : start + column, c + column);
        }
        for (; column < Columns; column += TOps.Count)
        {
            for (int row = 0; row < Rows; row += StridedKernel.OneWideRows)
                StridedKernel.OneWide<TOps, V>(this, row, a, b + column, start is null ? null : start + column, c + column);
        }
    }

    /// <summary>Numbers of the widest registers that so few channels do not leave half empty.</summary>
    public static int Lanes(int channels) =>
        Vector512.IsHardwareAccelerated && channels > Vector256<float>.Count ? Vector512<float>.Count
            : Vector256.IsHardwareAccelerated && channels > Vector128<float>.Count ? Vector256<float>.Count
            : Vector128<float>.Count;
}
