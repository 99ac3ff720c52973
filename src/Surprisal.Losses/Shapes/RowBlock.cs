using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Turns a few neighbouring rows into lanes and back: register k of a block holds class k of every row, so that sums over
/// the classes need no work across a register, and no row has a tail.
/// </summary>
static unsafe class RowBlock
{
    /// <summary>Reads rows of <paramref name="classes"/> numbers; lanes without a row of their own repeat the last one.</summary>
    /// <typeparam name="TNumber">What the lanes hold.</typeparam>
    /// <typeparam name="T">What memory holds.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Read<TNumber, T>(T* from, int rows, int classes, TNumber* to, int lanes)
        where TNumber : unmanaged
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && rows == lanes && RowTransposition.IsFor<TNumber>(lanes, classes)) RowTransposition.Read((float*)from, classes, to, lanes);
        else ReadAny(from, rows, classes, to, lanes);
    }

    /// <summary>Writes the first <paramref name="rows"/> lanes as rows, each times its factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TNumber, T>(TNumber* from, TNumber* factors, T* to, int rows, int classes, int lanes)
        where TNumber : unmanaged
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && rows == lanes && RowTransposition.IsFor<TNumber>(lanes, classes)) RowTransposition.Write(from, factors, (float*)to, classes, lanes);
        else WriteAny(from, factors, to, rows, classes, lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void ReadAny<TNumber, T>(T* from, int rows, int classes, TNumber* to, int lanes)
        where TNumber : unmanaged
        where T : unmanaged
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            T* row = from + (nint)Math.Min(lane, rows - 1) * classes;
            for (int k = 0; k < classes; k++) to[(nint)k * lanes + lane] = Convert<T, TNumber>(row[k]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void WriteAny<TNumber, T>(TNumber* from, TNumber* factors, T* to, int rows, int classes, int lanes)
        where TNumber : unmanaged
        where T : unmanaged
    {
        for (int row = 0; row < rows; row++)
        {
            T* gradient = to + (nint)row * classes;
            TNumber* number = from + row;
            if (typeof(TNumber) == typeof(float) && typeof(T) == typeof(float))
            {
                for (int k = 0; k < classes; k++) ((float*)gradient)[k] = ((float*)number)[(nint)k * lanes] * ((float*)factors)[row];
                continue;
            }
            double factor = Number.ToDouble(factors[row]);
            for (int k = 0; k < classes; k++) gradient[k] = Number.FromDouble<T>(Number.ToDouble(number[(nint)k * lanes]) * factor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TTo Convert<TFrom, TTo>(TFrom number)
        where TFrom : unmanaged
        where TTo : unmanaged
        => typeof(TFrom) == typeof(TTo) ? Unsafe.BitCast<TFrom, TTo>(number) : Number.FromDouble<TTo>(Number.ToDouble(number));
}
