using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Every output is a weighted sum of all inputs, plus a bias.</summary>
/// <param name="inputs">Numbers per row that go in.</param>
/// <param name="outputs">Numbers per row that come out.</param>
public sealed class Dense(int inputs, int outputs) : Layer(DenseKind, inputs, outputs)
{
    internal const string DenseKind = "dense";

    /// <inheritdoc/>
    /// <remarks>The weights are inputs × outputs, one row per input.</remarks>
    public override IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> Parameters { get; } = [("weight", [inputs, outputs]), ("bias", [outputs])];

    /// <summary>Weights and biases evenly from ±1/√inputs, as PyTorch's <c>nn.Linear</c> does.</summary>
    public override void Initialize(Span<float> parameters, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        float bound = 1 / MathF.Sqrt(Inputs);
        foreach (ref float value in parameters) value = (2 * random.NextSingle() - 1) * bound;
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMatrixSpan<float> input, ReadOnlySpan<float> parameters, MatrixSpan<float> output, MatrixProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        var biases = Biases(parameters);
        for (int row = 0; row < output.Rows; row++) biases.CopyTo(output[row]);
        product.Multiply(input, Weights(parameters), output, accumulate: true);
    }

    /// <inheritdoc/>
    public override void Backward(
        ReadOnlyMatrixSpan<float> input,
        ReadOnlyMatrixSpan<float> output,
        ReadOnlyMatrixSpan<float> outputGradient,
        ReadOnlySpan<float> parameters,
        Span<float> parameterGradient,
        MatrixSpan<float> inputGradient,
        MatrixProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        product.Multiply(input, outputGradient, new MatrixSpan<float>(parameterGradient, Inputs, Outputs), transposeA: true);
        var biases = parameterGradient.Slice(Inputs * Outputs, Outputs);
        biases.Clear();
        for (int row = 0; row < outputGradient.Rows; row++) Elementwise.Add(biases, outputGradient[row]);
        if (!inputGradient.IsEmpty) product.Multiply(outputGradient, Weights(parameters), inputGradient, transposeB: true);
    }

    ReadOnlyMatrixSpan<float> Weights(ReadOnlySpan<float> parameters) => new(parameters, Inputs, Outputs);

    ReadOnlySpan<float> Biases(ReadOnlySpan<float> parameters) => parameters.Slice(Inputs * Outputs, Outputs);
}
