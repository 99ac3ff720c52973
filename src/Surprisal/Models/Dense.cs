using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Every output is a weighted sum of all inputs, and a bias: x·W + b with W inputs × outputs.</summary>
/// <param name="inputs">Numbers of a row that goes in.</param>
/// <param name="outputs">Numbers of a row that comes out.</param>
public sealed class Dense(int inputs, int outputs) : Layer(inputs, outputs)
{
    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Parameters => [("weight", [Inputs, Outputs]), ("bias", [Outputs])];

    /// <summary>Uniform in ±1/√inputs, weights and biases alike, as PyTorch's Linear.</summary>
    public override void Initialize(Span<float> parameters, Span<float> statistics, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double limit = 1 / Math.Sqrt(Inputs);
        foreach (ref float parameter in parameters) parameter = (float)((2 * random.NextDouble() - 1) * limit);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        // Much of a first layer's input is zero. In training only: predicted rows keep their bits alone and among others, even where weights are infinite.
        step.Engine.Product.Multiply(input, Weights(step.Parameters), output, skipZeros: step.IsTraining);
        var bias = step.Parameters[(Inputs * Outputs)..];
        for (int row = 0; row < output.Rows; row++) RowMath.Add(output[row], bias);
    }

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        int weights = Inputs * Outputs;
        step.Engine.Product.Multiply(input, outputGradient, new MatrixSpan<float>(parameterGradient[..weights], Inputs, Outputs), transposeA: true, skipZeros: true);
        var biasGradient = parameterGradient[weights..];
        biasGradient.Clear();
        for (int row = 0; row < outputGradient.Rows; row++) RowMath.Add(biasGradient, outputGradient[row]);
        if (!inputGradient.IsEmpty) step.Engine.Product.Multiply(outputGradient, Weights(step.Parameters), inputGradient, transposeB: true);
    }

    ReadOnlyMatrixSpan<float> Weights(ReadOnlySpan<float> parameters) => new(parameters, Inputs, Outputs);
}
