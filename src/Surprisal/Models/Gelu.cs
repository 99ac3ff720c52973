using Surprisal.Numerics;

namespace Surprisal;

/// <summary>x·Φ(x), Φ being the share of a normal distribution below x: PyTorch's GELU without approximation. Hendrycks and Gimpel, arXiv 1606.08415.</summary>
/// <param name="size">Numbers of a row.</param>
public sealed class Gelu(int size) : Layer(size, size)
{
    /// <inheritdoc/>
    public override string Kind => "gelu";

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output) => step.Engine.Rows.Run(Value, output, input);

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        if (!inputGradient.IsEmpty) step.Engine.Rows.Run(Slope, inputGradient, input, outputGradient);
    }

    static void Value(in RowsPart part) => GeluKernel.Values(part.First.Values, part.Result.Values);

    static void Slope(in RowsPart part) => GeluKernel.Slopes(part.First.Values, part.Second.Values, part.Result.Values);
}
