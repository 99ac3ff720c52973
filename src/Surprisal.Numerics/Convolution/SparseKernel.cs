using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>
/// The gradients of one 3 × 3 filter from the few places that a gradient came back to: the nine registers, three from each of three rows of pixels, that
/// the filter saw from each place. With channels in registers instead of filters, places that got nothing cost nothing.
/// </summary>
static unsafe class SparseKernel
{
    /// <summary>Rows of a filter, and registers of each row that are taken at a time.</summary>
    public const int Side = 3;

    /// <summary>sums += Σ values·pixels, over the places.</summary>
    /// <param name="places">Offsets of what the filter saw.</param>
    /// <param name="values">The gradient at each place.</param>
    /// <param name="count">How many places.</param>
    /// <param name="pixels">What the places count from.</param>
    /// <param name="pixelRow">Numbers from one row of pixels to the next.</param>
    /// <param name="sums">Gradients of the weights.</param>
    /// <param name="row">Weights of a row of the filter.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gather<TOps, V>(int* places, float* values, int count, float* pixels, nint pixelRow, float* sums, nint row)
        where TOps : struct, IRegisters<float, V>
        where V : struct
    {
        float* sums1 = sums + row, sums2 = sums1 + row;
        V c00 = TOps.Load(sums), c01 = TOps.Load(sums + TOps.Count), c02 = TOps.Load(sums + 2 * TOps.Count);
        V c10 = TOps.Load(sums1), c11 = TOps.Load(sums1 + TOps.Count), c12 = TOps.Load(sums1 + 2 * TOps.Count);
        V c20 = TOps.Load(sums2), c21 = TOps.Load(sums2 + TOps.Count), c22 = TOps.Load(sums2 + 2 * TOps.Count);
        for (nint i = 0; i < count; i++)
        {
            V value = TOps.Broadcast(values + i);
            float* from = pixels + places[i];
            c00 = TOps.MultiplyAdd(value, TOps.Load(from), c00);
            c01 = TOps.MultiplyAdd(value, TOps.Load(from + TOps.Count), c01);
            c02 = TOps.MultiplyAdd(value, TOps.Load(from + 2 * TOps.Count), c02);
            from += pixelRow;
            c10 = TOps.MultiplyAdd(value, TOps.Load(from), c10);
            c11 = TOps.MultiplyAdd(value, TOps.Load(from + TOps.Count), c11);
            c12 = TOps.MultiplyAdd(value, TOps.Load(from + 2 * TOps.Count), c12);
            from += pixelRow;
            c20 = TOps.MultiplyAdd(value, TOps.Load(from), c20);
            c21 = TOps.MultiplyAdd(value, TOps.Load(from + TOps.Count), c21);
            c22 = TOps.MultiplyAdd(value, TOps.Load(from + 2 * TOps.Count), c22);
        }
        TOps.Store(c00, sums); TOps.Store(c01, sums + TOps.Count); TOps.Store(c02, sums + 2 * TOps.Count);
        TOps.Store(c10, sums1); TOps.Store(c11, sums1 + TOps.Count); TOps.Store(c12, sums1 + 2 * TOps.Count);
        TOps.Store(c20, sums2); TOps.Store(c21, sums2 + TOps.Count); TOps.Store(c22, sums2 + 2 * TOps.Count);
    }

    /// <summary>pixels += values·weights, at the places.</summary>
    /// <param name="places">As <see cref="Gather"/> has them.</param>
    /// <param name="values">The gradient at each place.</param>
    /// <param name="count">How many places.</param>
    /// <param name="weights">The filter's.</param>
    /// <param name="row">Weights of a row of the filter.</param>
    /// <param name="pixels">Gradients of the pixels, what the places count from.</param>
    /// <param name="pixelRow">Numbers from one row of pixels to the next.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Scatter<TOps, V>(int* places, float* values, int count, float* weights, nint row, float* pixels, nint pixelRow)
        where TOps : struct, IRegisters<float, V>
        where V : struct
    {
        float* weights1 = weights + row, weights2 = weights1 + row;
        V w00 = TOps.Load(weights), w01 = TOps.Load(weights + TOps.Count), w02 = TOps.Load(weights + 2 * TOps.Count);
        V w10 = TOps.Load(weights1), w11 = TOps.Load(weights1 + TOps.Count), w12 = TOps.Load(weights1 + 2 * TOps.Count);
        V w20 = TOps.Load(weights2), w21 = TOps.Load(weights2 + TOps.Count), w22 = TOps.Load(weights2 + 2 * TOps.Count);
        for (nint i = 0; i < count; i++)
        {
            V value = TOps.Broadcast(values + i);
            float* to = pixels + places[i];
            TOps.Store(TOps.MultiplyAdd(value, w00, TOps.Load(to)), to);
            TOps.Store(TOps.MultiplyAdd(value, w01, TOps.Load(to + TOps.Count)), to + TOps.Count);
            TOps.Store(TOps.MultiplyAdd(value, w02, TOps.Load(to + 2 * TOps.Count)), to + 2 * TOps.Count);
            to += pixelRow;
            TOps.Store(TOps.MultiplyAdd(value, w10, TOps.Load(to)), to);
            TOps.Store(TOps.MultiplyAdd(value, w11, TOps.Load(to + TOps.Count)), to + TOps.Count);
            TOps.Store(TOps.MultiplyAdd(value, w12, TOps.Load(to + 2 * TOps.Count)), to + 2 * TOps.Count);
            to += pixelRow;
            TOps.Store(TOps.MultiplyAdd(value, w20, TOps.Load(to)), to);
            TOps.Store(TOps.MultiplyAdd(value, w21, TOps.Load(to + TOps.Count)), to + TOps.Count);
            TOps.Store(TOps.MultiplyAdd(value, w22, TOps.Load(to + 2 * TOps.Count)), to + 2 * TOps.Count);
        }
    }
}
