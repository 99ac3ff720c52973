using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// One step from features to logits, with its way back. A layer holds sizes only: its parameters are a stretch of the model's one
/// buffer, and activations belong to whoever runs the model, so a layer may be used by several runs at once.
/// </summary>
public abstract class Layer
{
    private protected Layer(string kind, int inputs, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        Kind = kind;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>Its name in files, such as <c>dense</c>.</summary>
    public string Kind { get; }

    /// <summary>Numbers per row that go in.</summary>
    public int Inputs { get; }

    /// <summary>Numbers per row that come out.</summary>
    public int Outputs { get; }

    /// <summary>What it learns, in the order in which the numbers lie.</summary>
    public virtual IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> Parameters => [];

    /// <summary>True where the output may take the place of the input, and the way back does not ask for the input.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Overwrites the parameters with a random start.</summary>
    public virtual void Initialize(Span<float> parameters, Random random)
    {
    }

    /// <summary>Computes the output of a batch. A row has the same bits alone and in a batch.</summary>
    /// <param name="input">One row of <see cref="Inputs"/> numbers per example.</param>
    /// <param name="parameters">This layer's.</param>
    /// <param name="output">One row of <see cref="Outputs"/> numbers per example; overwritten.</param>
    /// <param name="product">Does the heavy work.</param>
    public abstract void Forward(ReadOnlyMatrixSpan<float> input, ReadOnlySpan<float> parameters, MatrixSpan<float> output, MatrixProduct product);

    /// <summary>Passes the slope of the loss back, from output to parameters and input.</summary>
    /// <param name="input">What <see cref="Forward"/> was given; its output where the layer works in place.</param>
    /// <param name="output">What it made of it.</param>
    /// <param name="outputGradient">∂ℓ/∂output.</param>
    /// <param name="parameters">This layer's.</param>
    /// <param name="parameterGradient">Overwritten with ∂ℓ/∂parameters, summed over the batch.</param>
    /// <param name="inputGradient">Overwritten with ∂ℓ/∂input; empty where nobody wants it. May be <paramref name="outputGradient"/> itself where the layer works in place.</param>
    /// <param name="product">Does the heavy work.</param>
    public abstract void Backward(
        ReadOnlyMatrixSpan<float> input,
        ReadOnlyMatrixSpan<float> output,
        ReadOnlyMatrixSpan<float> outputGradient,
        ReadOnlySpan<float> parameters,
        Span<float> parameterGradient,
        MatrixSpan<float> inputGradient,
        MatrixProduct product);
}
