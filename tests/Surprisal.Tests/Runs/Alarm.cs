using Surprisal.Numerics;

namespace Surprisal.Tests;

/// <summary>A layer that changes nothing and asks for a stop after so many batches.</summary>
sealed class Alarm(int size, CancellationTokenSource stop, int batches) : Layer(size, size)
{
    int _left = batches;

    public override string Kind => "alarm";

    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        input.Values.CopyTo(output.Values);
        if (step.IsTraining && --_left == 0) stop.Cancel();
    }

    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        if (!inputGradient.IsEmpty) outputGradient.Values.CopyTo(inputGradient.Values);
    }
}
