using System.Numerics;
using Surprisal.Data;

namespace Surprisal;

/// <summary>The mean of each window of pixels, channel by channel.</summary>
/// <param name="input">The shape of the pictures that go in.</param>
/// <param name="kernel">Pixels of a window, in each direction.</param>
/// <param name="stride">Pixels from one window to the next; as many as a window has where left out.</param>
public sealed class AveragePooling(ExampleShape input, int kernel, int? stride = null) : Pooling(input, kernel, stride ?? kernel)
{
    /// <inheritdoc/>
    public override string Kind => "average-pooling";

    private protected override void PoolRow(ReadOnlySpan<float> windows, Span<float> pixels)
    {
        int channels = InputShape.Channels, wide = channels - channels % Vector<float>.Count;
        for (int to = 0, window = 0; to < pixels.Length; to += channels, window += Stride * channels)
        {
            for (int channel = 0; channel < wide; channel += Vector<float>.Count)
            {
                var sum = Vector<float>.Zero;
                for (int y = 0; y < Kernel; y++)
                    for (int x = 0; x < Kernel; x++) sum += new Vector<float>(windows[(window + channel + y * InputRow + x * channels)..]);
                (sum / new Vector<float>(Kernel * Kernel)).CopyTo(pixels[(to + channel)..]);
            }
            for (int channel = wide; channel < channels; channel++)
            {
                float sum = 0;
                for (int y = 0; y < Kernel; y++)
                    for (int x = 0; x < Kernel; x++) sum += windows[window + channel + y * InputRow + x * channels];
                pixels[to + channel] = sum / (Kernel * Kernel);
            }
        }
    }

    private protected override void SpreadRow(ReadOnlySpan<float> windows, ReadOnlySpan<float> pixels, ReadOnlySpan<float> pixelGradients, Span<float> windowGradients)
    {
        int channels = InputShape.Channels;
        for (int from = 0, window = 0; from < pixels.Length; from += channels, window += Stride * channels)
        {
            for (int y = 0; y < Kernel; y++)
            {
                for (int x = 0; x < Kernel; x++)
                {
                    var to = windowGradients.Slice(window + y * InputRow + x * channels, channels);
                    for (int channel = 0; channel < channels; channel++)
                        to[channel] = (Overlaps ? to[channel] : 0) + pixelGradients[from + channel] / (Kernel * Kernel);
                }
            }
        }
    }
}
