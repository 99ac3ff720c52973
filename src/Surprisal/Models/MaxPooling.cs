using System.Numerics;
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
        int channels = InputShape.Channels, wide = channels - channels % Vector<float>.Count;
        for (int to = 0, window = 0; to < pixels.Length; to += channels, window += Stride * channels)
        {
            for (int channel = 0; channel < wide; channel += Vector<float>.Count)
            {
                var largest = new Vector<float>(windows[(window + channel)..]);
                for (int y = 0; y < Kernel; y++)
                {
                    for (int x = 0, at = window + channel + y * InputRow; x < Kernel; x++, at += channels)
                    {
                        var value = new Vector<float>(windows[at..]);
                        // A NaN is larger than everything: it must come out.
                        largest = Vector.ConditionalSelect(Vector.GreaterThan(value, largest) | ~Vector.Equals(value, value), value, largest);
                    }
                }
                largest.CopyTo(pixels[(to + channel)..]);
            }
            for (int channel = wide; channel < channels; channel++) pixels[to + channel] = Largest(windows[(window + channel)..]);
        }
    }

    private protected override void SpreadRow(ReadOnlySpan<float> windows, ReadOnlySpan<float> pixels, ReadOnlySpan<float> pixelGradients, Span<float> windowGradients)
    {
        int channels = InputShape.Channels, wide = channels - channels % Vector<float>.Count;
        for (int from = 0, window = 0; from < pixels.Length; from += channels, window += Stride * channels)
        {
            for (int channel = 0; channel < wide; channel += Vector<float>.Count)
            {
                var largest = new Vector<float>(pixels[(from + channel)..]);
                var gradient = new Vector<float>(pixelGradients[(from + channel)..]);
                for (int y = 0; y < Kernel; y++)
                {
                    for (int x = 0, at = window + channel + y * InputRow; x < Kernel; x++, at += channels)
                    {
                        var found = Vector.Equals(new Vector<float>(windows[at..]), largest);
                        var given = Vector.ConditionalSelect(found, gradient, Vector<float>.Zero);
                        gradient = Vector.ConditionalSelect(found, Vector<float>.Zero, gradient);
                        if (Overlaps) given += new Vector<float>(windowGradients[at..]);
                        given.CopyTo(windowGradients[at..]);
                    }
                }
            }
            for (int channel = wide; channel < channels; channel++)
                Spread(windows[(window + channel)..], pixels[from + channel], pixelGradients[from + channel], windowGradients[(window + channel)..]);
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
