using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surprisal.Numerics;

/// <summary>
/// Max pooling over windows of 2 × 2 pixels with ReLU, channel by channel: the largest of four, and 0 if none is positive. Where it came from is kept as
/// <see cref="ConvolutionShape.Offset"/>, or <see cref="Nowhere"/>; the first of equals wins. Rows and columns that fill no window are left out.
/// </summary>
static unsafe class WindowMaximum
{
    /// <summary>The place of a 0 that no pixel gave: no gradient goes back.</summary>
    public const int Nowhere = -1;

    /// <summary>Writes the largest numbers of a picture, and their places unless <paramref name="places"/> is null.</summary>
    /// <param name="shape">Of the convolution that gave the pixels.</param>
    /// <param name="pixels">A row per pixel, so many columns apart.</param>
    /// <param name="columns">At least as many as there are filters.</param>
    /// <param name="largest">Windows × filters.</param>
    /// <param name="places">Windows × filters.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pool(in ConvolutionShape shape, float* pixels, int columns, float* largest, int* places)
    {
        int width = shape.OutputWidth, filters = shape.Filters;
        for (int y = 0; y + 1 < shape.OutputHeight; y += 2)
        {
            for (int x = 0; x + 1 < width; x += 2, largest += filters)
            {
                float* top = pixels + (nint)(y * width + x) * columns, bottom = top + (nint)width * columns;
                int first = shape.Offset(y, x), second = shape.Offset(y, x + 1), third = shape.Offset(y + 1, x), fourth = shape.Offset(y + 1, x + 1), filter = 0;
                for (; filter <= filters - Vector<float>.Count; filter += Vector<float>.Count)
                {
                    var value = Vector<float>.Zero;
                    var place = new Vector<int>(Nowhere);
                    Keep(ref value, ref place, Vector.Load(top + filter), first);
                    Keep(ref value, ref place, Vector.Load(top + columns + filter), second);
                    Keep(ref value, ref place, Vector.Load(bottom + filter), third);
                    Keep(ref value, ref place, Vector.Load(bottom + columns + filter), fourth);
                    value.Store(largest + filter);
                    if (places is not null) place.Store(places + filter);
                }
                for (; filter < filters; filter++)
                {
                    float value = 0;
                    int place = Nowhere;
                    Keep(ref value, ref place, top[filter], first);
                    Keep(ref value, ref place, top[columns + filter], second);
                    Keep(ref value, ref place, bottom[filter], third);
                    Keep(ref value, ref place, bottom[columns + filter], fourth);
                    largest[filter] = value;
                    if (places is not null) places[filter] = place;
                }
                if (places is not null) places += filters;
            }
        }
    }

    /// <summary>Writes a picture's gradients to the pixels that they belong to, and 0 to the others of each window.</summary>
    /// <param name="shape">As <see cref="Pool"/> had it.</param>
    /// <param name="gradient">Windows × filters.</param>
    /// <param name="places">As <see cref="Pool"/> left them.</param>
    /// <param name="pixels">A row per pixel. What lies in no window is left as it is.</param>
    /// <param name="columns">How far apart the rows lie.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(in ConvolutionShape shape, float* gradient, int* places, float* pixels, int columns)
    {
        int width = shape.OutputWidth, filters = shape.Filters;
        for (int y = 0; y + 1 < shape.OutputHeight; y += 2)
        {
            for (int x = 0; x + 1 < width; x += 2, gradient += filters, places += filters)
            {
                for (int corner = 0; corner < 4; corner++)
                {
                    int row = y + corner / 2, column = x + corner % 2, offset = shape.Offset(row, column), filter = 0;
                    float* to = pixels + (nint)(row * width + column) * columns;
                    for (; filter <= filters - Vector<float>.Count; filter += Vector<float>.Count)
                    {
                        var isHere = Vector.Equals(Vector.Load(places + filter), new Vector<int>(offset));
                        Vector.ConditionalSelect(isHere, Vector.Load((int*)gradient + filter), Vector<int>.Zero).Store((int*)to + filter);
                    }
                    for (; filter < filters; filter++) to[filter] = places[filter] == offset ? gradient[filter] : 0;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Keep(ref Vector<float> largest, ref Vector<int> place, Vector<float> value, int offset)
    {
        // A NaN is larger than everything: it must come out.
        var keeps = Vector.LessThanOrEqual(value, largest) | ~Vector.Equals(largest, largest);
        largest = Vector.ConditionalSelect(keeps, largest, value);
        place = Vector.ConditionalSelect(keeps, place, new Vector<int>(offset));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Keep(ref float largest, ref int place, float value, int offset)
    {
        if (value <= largest || float.IsNaN(largest)) return;
        (largest, place) = (value, offset);
    }
}
