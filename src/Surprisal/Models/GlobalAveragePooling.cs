using Surprisal.Data;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>The mean of each channel over the whole picture: one number a channel.</summary>
public sealed class GlobalAveragePooling : PictureLayer
{
    readonly RowsWork _pool, _spread;

    /// <summary>The mean of each channel.</summary>
    /// <param name="input">The shape of the pictures that go in.</param>
    public GlobalAveragePooling(ExampleShape input)
        : base(input, input with { Height = 1, Width = 1 }) => (_pool, _spread) = (PoolPart, SpreadPart);

    /// <inheritdoc/>
    public override string Kind => "global-average-pooling";

    int Pixels => InputShape.Height * InputShape.Width;

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output) => step.Engine.Rows.Run(_pool, output, input);

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        if (!inputGradient.IsEmpty) step.Engine.Rows.Run(_spread, inputGradient, outputGradient);
    }

    void PoolPart(in RowsPart part)
    {
        for (int row = 0; row < part.Result.Rows; row++)
        {
            var picture = new ReadOnlyMatrixSpan<float>(part.First[row], Pixels, Outputs);
            var means = part.Result[row];
            means.Clear();
            for (int pixel = 0; pixel < Pixels; pixel++) RowMath.Add(means, picture[pixel]);
            foreach (ref float mean in means) mean /= Pixels;
        }
    }

    void SpreadPart(in RowsPart part)
    {
        for (int row = 0; row < part.Result.Rows; row++)
        {
            var gradient = part.First[row];
            var shares = new MatrixSpan<float>(part.Result[row], Pixels, Outputs);
            for (int channel = 0; channel < Outputs; channel++) shares[0][channel] = gradient[channel] / Pixels;
            for (int pixel = 1; pixel < Pixels; pixel++) shares[0].CopyTo(shares[pixel]);
        }
    }
}
