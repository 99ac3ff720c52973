namespace Surprisal.Numerics;

/// <summary>The sizes of a convolution over pictures whose channels lie last: height × width × channels in, height × width × filters out.</summary>
/// <param name="Height">Rows of pixels of a picture.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Channels">Numbers of a pixel.</param>
/// <param name="Filters">Numbers of a pixel that comes out.</param>
/// <param name="Kernel">Pixels that a filter sees, in each direction.</param>
/// <param name="Stride">Pixels from one place of a filter to the next.</param>
/// <param name="Padding">Rows and columns of zeros around a picture; fewer than <paramref name="Kernel"/>, or a filter would see nothing else.</param>
public readonly record struct ConvolutionShape(int Height, int Width, int Channels, int Filters, int Kernel, int Stride = 1, int Padding = 0)
{
    /// <summary>Rows of pixels that come out.</summary>
    public int OutputHeight => (Height + 2 * Padding - Kernel) / Stride + 1;

    /// <summary>Pixels of a row that comes out.</summary>
    public int OutputWidth => (Width + 2 * Padding - Kernel) / Stride + 1;

    /// <summary>Numbers of a picture that goes in.</summary>
    public int Inputs => Height * Width * Channels;

    /// <summary>Numbers of a picture that comes out.</summary>
    public int Outputs => Pixels * Filters;

    /// <summary>Numbers that a filter sees: kernel × kernel × channels.</summary>
    public int Depth => Kernel * Kernel * Channels;

    /// <summary>Numbers of a picture that comes out where of each 2 × 2 pixels only the largest does.</summary>
    public int PooledOutputs => Windows * Filters;

    internal int Pixels => OutputHeight * OutputWidth;

    internal int Windows => OutputHeight / 2 * (OutputWidth / 2);

    internal int PaddedHeight => Height + 2 * Padding;

    /// <summary>Numbers of a row of pixels, padding included.</summary>
    internal int PaddedRow => (Width + 2 * Padding) * Channels;

    /// <summary>Where what a filter sees from a place begins in a padded picture.</summary>
    internal int Offset(int y, int x) => Stride * (y * PaddedRow + x * Channels);

    /// <summary>The same shape, if there is such a convolution.</summary>
    /// <exception cref="ArgumentException">A size is out of its range, or there are too many numbers; one line that says which.</exception>
    public ConvolutionShape Checked()
    {
        if (Math.Min(Math.Min(Height, Width), Math.Min(Channels, Filters)) < 1)
            throw new ArgumentException($"a convolution needs at least one pixel, channel and filter, got {Height} × {Width} × {Channels} to {Filters}.");
        if (Kernel < 1 || Kernel > Height + 2L * Padding || Kernel > Width + 2L * Padding)
            throw new ArgumentException($"the kernel of a convolution must be from 1 to the size of the padded picture, got {Kernel} on {Height} × {Width} with a padding of {Padding}.");
        if (Stride < 1) throw new ArgumentException($"the stride of a convolution must be at least 1, got {Stride}.");
        if (Padding < 0 || Padding >= Kernel) throw new ArgumentException($"the padding of a convolution must lie in 0..{Kernel - 1}, one less than its kernel, got {Padding}.");
        long most = Math.Max((long)Kernel * Kernel * Channels * Filters, (Height + 2L * Padding) * (Width + 2L * Padding) * Math.Max(Channels, Filters));
        return most < 1 << 28 ? this : throw new ArgumentException($"a convolution from {Height} × {Width} × {Channels} to {Filters} filters of {Kernel} × {Kernel} is too large.");
    }
}
