using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Negative numbers become 0, the others stay: max(z, 0). NaN stays NaN.</summary>
/// <param name="size">Numbers per row.</param>
public sealed class Relu(int size) : Layer(ReluKind, size, size)
{
    internal const string ReluKind = "relu";

    /// <inheritdoc/>
    public override bool WorksInPlace => true;

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMatrixSpan<float> input, ReadOnlySpan<float> parameters, MatrixSpan<float> output, MatrixProduct product)
        => Elementwise.Rectify(input.Values, output.Values);

    /// <inheritdoc/>
    /// <remarks>The slope at 0 is taken as 0.</remarks>
    public override void Backward(
        ReadOnlyMatrixSpan<float> input,
        ReadOnlyMatrixSpan<float> output,
        ReadOnlyMatrixSpan<float> outputGradient,
        ReadOnlySpan<float> parameters,
        Span<float> parameterGradient,
        MatrixSpan<float> inputGradient,
        MatrixProduct product)
    {
        if (!inputGradient.IsEmpty) Elementwise.KeepWherePositive(outputGradient.Values, output.Values, inputGradient.Values);
    }
}
