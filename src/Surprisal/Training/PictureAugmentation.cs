using Surprisal.Data;

namespace Surprisal;

/// <summary>Copies pictures, mirrored and moved by chance.</summary>
static class PictureAugmentation
{
    /// <summary>Writes a picture as <paramref name="augmentation"/> alters it.</summary>
    /// <param name="picture">Channel by channel, row by row.</param>
    /// <param name="shape">Its size.</param>
    /// <param name="augmentation">What may happen to it.</param>
    /// <param name="chance">64 random bits that decide what does.</param>
    /// <param name="destination">As many numbers as the picture has; overwritten.</param>
    public static void Copy(ReadOnlySpan<float> picture, ExampleShape shape, Augmentation augmentation, ulong chance, Span<float> destination)
    {
        bool flip = augmentation.Flip && (chance & 1) != 0;
        ulong steps = 2 * (ulong)augmentation.Shift + 1;
        // 31 bits over some few steps: no step is likelier than another by more than 1e-8.
        int down = (int)((chance >> 33) % steps) - augmentation.Shift, right = (int)(((chance >> 2) & int.MaxValue) % steps) - augmentation.Shift;
        Copy(picture, shape, flip, down, right, destination);
    }

    /// <summary>Mirrors first, then moves.</summary>
    public static void Copy(ReadOnlySpan<float> picture, ExampleShape shape, bool flip, int down, int right, Span<float> destination)
    {
        int width = shape.Width, kept = width - Math.Abs(right);
        destination[..shape.Count].Clear();
        for (int line = 0; line < shape.Channels * shape.Height; line++)
        {
            int from = line % shape.Height - down;
            if (from < 0 || from >= shape.Height) continue;
            var source = picture.Slice((line - down) * width, width);
            var target = destination.Slice(line * width + Math.Max(right, 0), kept);
            if (!flip) source.Slice(Math.Max(-right, 0), kept).CopyTo(target);
            else
            {
                // Mirrored, the first pixel is the last one.
                source.Slice(Math.Max(right, 0), kept).CopyTo(target);
                target.Reverse();
            }
        }
    }
}
