using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>A differentiable step from one matrix to the next; row r in is row r out. It describes and computes; its numbers live in a <see cref="Network"/>.</summary>
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

    /// <summary>Names and shapes of what it learns by gradients, in the order of its numbers; none by default.</summary>
    public virtual IReadOnlyList<(string Name, int[] Shape)> Parameters => [];

    /// <summary>Names and shapes of what it gathers while it trains, such as running means; none by default.</summary>
    public virtual IReadOnlyList<(string Name, int[] Shape)> Statistics => [];

    /// <summary>Fills its numbers at the start of a training.</summary>
    public virtual void Initialize(Span<float> parameters, Span<float> statistics, Random random)
    {
    }

    /// <summary>How many numbers it keeps from the forward to the backward pass of so many rows, or needs as working memory.</summary>
    public virtual int MemoryLength(int rows, bool isTraining) => 0;

    /// <summary>Writes the output. Outside training a row of it depends on its own input row alone, bit by bit.</summary>
    /// <param name="step">The layer's numbers, and who computes.</param>
    /// <param name="input">Rows × <see cref="Inputs"/>.</param>
    /// <param name="output">Rows × <see cref="Outputs"/>; overwritten.</param>
    public abstract void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output);

    /// <summary>Writes the gradients of what <see cref="Forward"/> did in training.</summary>
    /// <param name="step">As the forward pass had it.</param>
    /// <param name="input">What went in.</param>
    /// <param name="output">What came out.</param>
    /// <param name="outputGradient">∂ℓ/∂output; may be overwritten.</param>
    /// <param name="parameterGradient">Overwritten with ∂ℓ/∂parameters, summed over the rows.</param>
    /// <param name="inputGradient">Overwritten with ∂ℓ/∂input; empty where it is not wanted.</param>
    public abstract void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient);

    /// <summary>Writes what a saved model needs to make it again, besides kind, inputs and outputs: members of an open JSON object.</summary>
    public virtual void WriteOptions(Utf8JsonWriter json)
    {
    }
}
