using Surprisal.Numerics;

namespace Surprisal;

/// <summary>A differentiable step from one matrix to the next; row r in is row r out. Its numbers live in the <see cref="Sequential"/> that holds it.</summary>
/// <param name="inputs">Numbers of a row that goes in.</param>
/// <param name="outputs">Numbers of a row that comes out.</param>
public abstract class Layer(int inputs, int outputs)
{
    /// <summary>What a saved model calls it.</summary>
    public abstract string Kind { get; }

    /// <summary>Numbers of a row that goes in.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>Numbers of a row that comes out.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Names and shapes of what it learns, in the order of its numbers; none by default.</summary>
    public virtual IReadOnlyList<(string Name, int[] Shape)> Parameters => [];

    /// <summary>Fills its parameters at the start of a training.</summary>
    public virtual void Initialize(Span<float> parameters, Random random)
    {
    }

    /// <summary>Writes the output. A row of it depends on its own input row alone, bit by bit.</summary>
    /// <param name="engine">Who computes.</param>
    /// <param name="parameters">The layer's parameters.</param>
    /// <param name="input">Rows × <see cref="Inputs"/>.</param>
    /// <param name="output">Rows × <see cref="Outputs"/>; overwritten.</param>
    public abstract void Forward(Engine engine, ReadOnlySpan<float> parameters, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output);

    /// <summary>Writes the gradients of what <see cref="Forward"/> did.</summary>
    /// <param name="engine">Who computes.</param>
    /// <param name="parameters">The layer's parameters.</param>
    /// <param name="input">What went in.</param>
    /// <param name="output">What came out.</param>
    /// <param name="outputGradient">∂ℓ/∂output; may be overwritten.</param>
    /// <param name="parameterGradient">Overwritten with ∂ℓ/∂parameters, summed over the rows.</param>
    /// <param name="inputGradient">Overwritten with ∂ℓ/∂input; empty where it is not wanted.</param>
    public abstract void Backward(
        Engine engine, ReadOnlySpan<float> parameters, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient);
}
