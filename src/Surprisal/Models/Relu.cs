using System.Numerics;
using System.Runtime.CompilerServices;
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
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output) => step.Engine.Rows.Run(Keep, output, input);

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        if (!inputGradient.IsEmpty) step.Engine.Rows.Run(KeepGradient, inputGradient, output, outputGradient);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Keep(in RowsPart part)
    {
        ReadOnlySpan<float> input = part.First.Values;
        var output = part.Result.Values;
        var from = MemoryMarshal.Cast<float, Vector<float>>(input);
        var to = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (int i = 0; i < from.Length; i++) to[i] = Vector.ConditionalSelect(Vector.LessThan(from[i], Vector<float>.Zero), Vector<float>.Zero, from[i]); // a NaN stays
        for (int i = from.Length * Vector<float>.Count; i < input.Length; i++) output[i] = input[i] < 0 ? 0 : input[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void KeepGradient(in RowsPart part)
    {
        ReadOnlySpan<float> output = part.First.Values, outputGradient = part.Second.Values;
        var inputGradient = part.Result.Values;
        var kept = MemoryMarshal.Cast<float, Vector<float>>(output);
        var from = MemoryMarshal.Cast<float, Vector<float>>(outputGradient);
        var to = MemoryMarshal.Cast<float, Vector<float>>(inputGradient);
        for (int i = 0; i < to.Length; i++) to[i] = Vector.ConditionalSelect(Vector.GreaterThan(kept[i], Vector<float>.Zero), from[i], Vector<float>.Zero);
        for (int i = to.Length * Vector<float>.Count; i < output.Length; i++) inputGradient[i] = output[i] > 0 ? outputGradient[i] : 0;
    }
}
