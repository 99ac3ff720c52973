using System.Numerics;
using System.Runtime.InteropServices;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Keeps what is positive: max(x, 0). The slope at 0 is 0.</summary>
/// <param name="size">Numbers of a row.</param>
public sealed class Relu(int size) : Layer(size, size)
{
    /// <inheritdoc/>
    public override string Kind => "relu";

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(input.Values);
        var to = MemoryMarshal.Cast<float, Vector<float>>(output.Values);
        for (int i = 0; i < from.Length; i++) to[i] = Vector.ConditionalSelect(Vector.LessThan(from[i], Vector<float>.Zero), Vector<float>.Zero, from[i]); // a NaN stays
        for (int i = from.Length * Vector<float>.Count; i < input.Values.Length; i++) output.Values[i] = input.Values[i] < 0 ? 0 : input.Values[i];
    }

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        if (inputGradient.IsEmpty) return;
        var kept = MemoryMarshal.Cast<float, Vector<float>>(output.Values);
        var from = MemoryMarshal.Cast<float, Vector<float>>(outputGradient.Values);
        var to = MemoryMarshal.Cast<float, Vector<float>>(inputGradient.Values);
        for (int i = 0; i < to.Length; i++) to[i] = Vector.ConditionalSelect(Vector.GreaterThan(kept[i], Vector<float>.Zero), from[i], Vector<float>.Zero);
        for (int i = to.Length * Vector<float>.Count; i < output.Values.Length; i++) inputGradient.Values[i] = output.Values[i] > 0 ? outputGradient.Values[i] : 0;
    }
}
