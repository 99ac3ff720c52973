using System.Text.Json;
using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>A layer that puts one pixel in the place of a square window of them, channel by channel.</summary>
public abstract class Pooling : PictureLayer
{
    readonly RowsWork _pool, _spread;

    private protected Pooling(ExampleShape input, int kernel, int stride)
        : base(input, Pooled(input, kernel, stride))
    {
        (Kernel, Stride) = (kernel, stride);
        Overlaps = stride < kernel;
        (_pool, _spread) = (PoolPart, SpreadPart);
    }

    /// <summary>Pixels of a window, in each direction.</summary>
    public int Kernel { get; }

    /// <summary>Pixels from one window to the next.</summary>
    public int Stride { get; }

    /// <summary>Numbers of a row of pixels that go in.</summary>
    private protected int InputRow => InputShape.Width * InputShape.Channels;

    /// <summary>Numbers of a row of pixels that come out.</summary>
    private protected int OutputRow => OutputShape.Width * OutputShape.Channels;

    /// <summary>Whether a pixel can lie in two windows.</summary>
    private protected bool Overlaps { get; }

    // Whether every pixel lies in one window.
    bool Tiles => Stride == Kernel && InputShape.Height % Kernel == 0 && InputShape.Width % Kernel == 0;

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output) => step.Engine.Rows.Run(_pool, output, input);

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        if (!inputGradient.IsEmpty) step.Engine.Rows.Run(_spread, inputGradient, input, output, outputGradient);
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        base.WriteOptions(json);
        json.WriteNumber("kernel", Kernel);
        json.WriteNumber("stride", Stride);
    }

    /// <summary>Writes a row of pixels from the rows of its windows.</summary>
    private protected abstract void PoolRow(ReadOnlySpan<float> windows, Span<float> pixels);

    /// <summary>Writes the gradients of a row's windows; adds them where windows overlap.</summary>
    private protected abstract void SpreadRow(ReadOnlySpan<float> windows, ReadOnlySpan<float> pixels, ReadOnlySpan<float> pixelGradients, Span<float> windowGradients);

    static ExampleShape Pooled(ExampleShape input, int kernel, int stride)
    {
        if (kernel < 1 || kernel > Math.Min(input.Height, input.Width))
            throw new ArgumentException($"a window of pooling must be from 1 to the size of the picture, got {kernel} on {input.Height} × {input.Width}.");
        if (stride < 1) throw new ArgumentException($"the stride of pooling must be at least 1, got {stride}.");
        return input with { Height = (input.Height - kernel) / stride + 1, Width = (input.Width - kernel) / stride + 1 };
    }

    void PoolPart(in RowsPart part)
    {
        for (int row = 0; row < part.Result.Rows; row++)
        {
            for (int y = 0; y < OutputShape.Height; y++)
                PoolRow(part.First[row][(y * Stride * InputRow)..], part.Result[row].Slice(y * OutputRow, OutputRow));
        }
    }

    void SpreadPart(in RowsPart part)
    {
        for (int row = 0; row < part.Result.Rows; row++)
        {
            var gradient = part.Result[row];
            if (!Tiles) gradient.Clear();
            for (int y = 0; y < OutputShape.Height; y++)
            {
                int from = y * Stride * InputRow, to = y * OutputRow;
                SpreadRow(part.First[row][from..], part.Second[row].Slice(to, OutputRow), part.Third[row].Slice(to, OutputRow), gradient[from..]);
            }
        }
    }
}
