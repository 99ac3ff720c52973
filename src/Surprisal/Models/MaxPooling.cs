using System.Numerics;
using System.Runtime.InteropServices;
using Surprisal.Data;

namespace Surprisal;

/// <summary>The largest number of each window of pixels, channel by channel. The gradient goes to the first pixel that has it.</summary>
/// <param name="input">The shape of the pictures that go in.</param>
/// <param name="kernel">Pixels of a window, in each direction.</param>
/// <param name="stride">Pixels from one window to the next; as many as a window has where left out.</param>
public sealed class MaxPooling(ExampleShape input, int kernel, int? stride = null) : Pooling(input, kernel, stride ?? kernel)
{
    /// <inheritdoc/>
    public override string Kind => "max-pooling";

    private protected override void PoolRow(ReadOnlySpan<float> windows, Span<float> pixels)
    {
        int channels = InputShape.Channels;
        if (channels % Vector<float>.Count == 0)
        {
            PoolWide(MemoryMarshal.Cast<float, Vector<float>>(windows), MemoryMarshal.Cast<float, Vector<float>>(pixels), channels / Vector<float>.Count);
            return;
        }
        for (int to = 0, window = 0; to < pixels.Length; to += channels, window += Stride * channels)
            for (int channel = 0; channel < channels; channel++) pixels[to + channel] = Largest(windows[(window + channel)..]);
    }

    private protected override void SpreadRow(ReadOnlySpan<float> windows, ReadOnlySpan<float> pixels, ReadOnlySpan<float> pixelGradients, Span<float> windowGradients)
    {
        int channels = InputShape.Channels;
        if (channels % Vector<float>.Count == 0)
        {
            SpreadWide(
                MemoryMarshal.Cast<float, Vector<float>>(windows), MemoryMarshal.Cast<float, Vector<float>>(pixels),
                MemoryMarshal.Cast<float, Vector<float>>(pixelGradients), MemoryMarshal.Cast<float, Vector<float>>(windowGradients), channels / Vector<float>.Count);
            return;
        }
        for (int from = 0, window = 0; from < pixels.Length; from += channels, window += Stride * channels)
        {
            for (int channel = 0; channel < channels; channel++)
                Spread(windows[(window + channel)..], pixels[from + channel], pixelGradients[from + channel], windowGradients[(window + channel)..]);
        }
    }

    // Registers of channels here: registers a pixel, a row of pixels.
    void PoolWide(ReadOnlySpan<Vector<float>> windows, Span<Vector<float>> pixels, int channels)
    {
        int kernel = Kernel, row = InputShape.Width * channels;
        for (int to = 0, window = 0; to < pixels.Length; to += channels, window += Stride * channels)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                var largest = windows[window + channel];
                for (int y = 0, start = window + channel; y < kernel; y++, start += row)
                {
                    for (int x = 0, at = start; x < kernel; x++, at += channels)
                    {
                        var value = windows[at];
                        // A NaN is larger than everything: it must come out.
                        largest = Vector.ConditionalSelect(Vector.LessThanOrEqual(value, largest) | ~Vector.Equals(largest, largest), largest, value);
                    }
                }
                pixels[to + channel] = largest;
            }
        }
    }

    void SpreadWide(
        ReadOnlySpan<Vector<float>> windows, ReadOnlySpan<Vector<float>> pixels, ReadOnlySpan<Vector<float>> pixelGradients, Span<Vector<float>> windowGradients, int channels)
    {
        int kernel = Kernel, row = InputShape.Width * channels;
        bool overlaps = Overlaps;
        for (int from = 0, window = 0; from < pixels.Length; from += channels, window += Stride * channels)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                var largest = pixels[from + channel];
                var gradient = Vector.AsVectorInt32(pixelGradients[from + channel]);
                for (int y = 0, start = window + channel; y < kernel; y++, start += row)
                {
                    for (int x = 0, at = start; x < kernel; x++, at += channels)
                    {
                        // What one pixel takes is not there for the next.
                        var found = Vector.Equals(windows[at], largest);
                        var given = Vector.AsVectorSingle(gradient & found);
                        gradient = Vector.AndNot(gradient, found);
                        windowGradients[at] = overlaps ? windowGradients[at] + given : given;
                    }
                }
            }
        }
    }

    float Largest(ReadOnlySpan<float> window)
    {
        float largest = window[0];
        for (int y = 0; y < Kernel; y++)
        {
            for (int x = 0; x < Kernel; x++)
            {
                float value = window[y * InputRow + x * InputShape.Channels];
                if (value > largest || float.IsNaN(value)) largest = value;
            }
        }
        return largest;
    }

    void Spread(ReadOnlySpan<float> window, float largest, float gradient, Span<float> windowGradient)
    {
        for (int y = 0; y < Kernel; y++)
        {
            for (int x = 0, at = y * InputRow; x < Kernel; x++, at += InputShape.Channels)
            {
                float given = window[at] == largest ? gradient : 0;
                if (window[at] == largest) gradient = 0;
                windowGradient[at] = Overlaps ? windowGradient[at] + given : given;
            }
        }
    }
}
