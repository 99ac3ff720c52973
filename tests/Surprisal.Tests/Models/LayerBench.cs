using Surprisal.Numerics;

namespace Surprisal.Tests;

/// <summary>One layer with numbers of its own, run forward and backward.</summary>
sealed class LayerBench : IDisposable
{
    readonly Engine _engine;

    public LayerBench(Layer layer, int threads = 1)
    {
        Layer = layer;
        _engine = new Engine(threads);
        Parameters = new float[Length(layer.Parameters)];
        Statistics = new float[Length(layer.Statistics)];
        ParameterGradient = new float[Parameters.Length];
    }

    public Layer Layer { get; }

    public float[] Parameters { get; set; }

    public float[] Statistics { get; set; }

    public float[] ParameterGradient { get; }

    public float[] Memory { get; private set; } = [];

    public float[] Forward(float[] input, bool isTraining = true)
    {
        int rows = input.Length / Layer.Inputs;
        Memory = new float[Layer.MemoryLength(rows, isTraining)];
        Array.Fill(Memory, float.NaN); // whatever is not written first shows
        float[] output = new float[rows * Layer.Outputs];
        Layer.Forward(Step(isTraining), input.AsMatrix(Layer.Inputs), output.AsMatrix(Layer.Outputs));
        return output;
    }

    /// <summary>After <see cref="Forward"/> in training; returns the gradient by the input.</summary>
    public float[] Backward(float[] input, float[] output, float[] outputGradient)
    {
        float[] inputGradient = new float[input.Length];
        Array.Fill(inputGradient, float.NaN);
        Layer.Backward(
            Step(true), input.AsMatrix(Layer.Inputs), output.AsMatrix(Layer.Outputs), ((float[])outputGradient.Clone()).AsMatrix(Layer.Outputs), ParameterGradient, inputGradient.AsMatrix(Layer.Inputs));
        return inputGradient;
    }

    public void Dispose() => _engine.Dispose();

    static int Length(IReadOnlyList<(string Name, int[] Shape)> arrays) => arrays.Sum(a => a.Shape.Aggregate(1, (x, y) => x * y));

    LayerStep Step(bool isTraining) => new() { Engine = _engine, Parameters = Parameters, Statistics = Statistics, Memory = Memory, IsTraining = isTraining, Noise = 7 };
}
