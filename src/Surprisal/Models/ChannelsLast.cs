using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Turns pictures that lie channel by channel, as data does, into pixels with their channels side by side, as layers on pictures want them.</summary>
public sealed class ChannelsLast : PictureLayer
{
    readonly RowsWork _gather, _scatter;

    /// <summary>Pictures of one shape.</summary>
    /// <param name="shape">The shape of the pictures, going in and coming out.</param>
    public ChannelsLast(ExampleShape shape)
        : base(shape, shape) => (_gather, _scatter) = (Gather, Scatter);

    /// <inheritdoc/>
    public override string Kind => "channels-last";

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output) => step.Engine.Rows.Run(_gather, output, input);

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        if (!inputGradient.IsEmpty) step.Engine.Rows.Run(_scatter, inputGradient, outputGradient);
    }

    void Gather(in RowsPart part)
    {
        int channels = InputShape.Channels, pixels = InputShape.Height * InputShape.Width;
        for (int row = 0; row < part.Result.Rows; row++) Transpose(part.First[row], part.Result[row], channels, pixels);
    }

    void Scatter(in RowsPart part)
    {
        int channels = InputShape.Channels, pixels = InputShape.Height * InputShape.Width;
        for (int row = 0; row < part.Result.Rows; row++) Transpose(part.First[row], part.Result[row], pixels, channels);
    }

    static void Transpose(ReadOnlySpan<float> from, Span<float> to, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) to[column * rows + row] = from[row * columns + column];
    }
}
