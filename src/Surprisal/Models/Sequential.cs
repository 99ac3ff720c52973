using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Layers one after the other, as one layer.</summary>
public sealed class Sequential : Layer
{
    readonly LayerArrays _parameters, _statistics;
    readonly int _widest, _unlearnt;

    /// <summary>Layers one after the other.</summary>
    /// <param name="layers">At least one; each takes what the one before gives.</param>
    /// <exception cref="ArgumentException">There is none, or two do not fit.</exception>
    public Sequential(params IReadOnlyList<Layer> layers)
        : base(Checked(layers)[0].Inputs, layers[^1].Outputs)
    {
        Layers = [.. layers];
        _parameters = new LayerArrays(Layers, layer => layer.Parameters);
        _statistics = new LayerArrays(Layers, layer => layer.Statistics);
        _widest = layers.Max(layer => layer.Outputs);
        _unlearnt = layers.TakeWhile(layer => layer.Parameters.Count == 0).Count();
    }

    /// <inheritdoc/>
    public override string Kind => "sequential";

    /// <summary>The layers, from input to output.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Parameters => _parameters.All;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Statistics => _statistics.All;

    /// <inheritdoc/>
    public override void Initialize(Span<float> parameters, Span<float> statistics, Random random)
    {
        for (int i = 0; i < Layers.Count; i++) Layers[i].Initialize(parameters[_parameters[i]], statistics[_statistics[i]], random);
    }

    /// <summary>Two buffers that layers write to by turns: outputs, or gradients in training. Then in training each layer's output and memory, else the largest memory.</summary>
    public override int MemoryLength(int rows, bool isTraining)
    {
        int length = 2 * Turn(rows), largest = 0;
        for (int i = 0; i < Layers.Count; i++)
        {
            if (isTraining) length = checked(length + Padded(rows, Layers[i].Outputs) + OwnMemory(i, rows));
            else largest = Math.Max(largest, Layers[i].MemoryLength(rows, false));
        }
        return checked(length + largest);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        int rows = input.Rows, turn = Turn(rows), free = 2 * turn;
        var current = input;
        for (int i = 0; i < Layers.Count; i++)
        {
            int start = step.IsTraining ? free : i % 2 * turn;
            var next = i == Layers.Count - 1 ? output : new MatrixSpan<float>(step.Memory[start..], rows, Layers[i].Outputs);
            if (step.IsTraining) free += Padded(rows, Layers[i].Outputs);
            Layers[i].Forward(Of(step, i, free, rows), current, next);
            if (step.IsTraining) free += OwnMemory(i, rows);
            current = next;
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        int rows = input.Rows, turn = Turn(rows), memory = MemoryLength(rows, true);
        var currentOutput = output;
        var currentGradient = outputGradient;
        // The first layers may learn nothing, as the turning of colour pictures: a gradient that nobody wants stops above them.
        int first = inputGradient.IsEmpty ? _unlearnt : 0;
        for (int i = Layers.Count - 1; i >= first; i--)
        {
            memory -= OwnMemory(i, rows);
            int before = i == 0 ? 0 : memory - Padded(rows, Layers[i].Outputs) - OwnMemory(i - 1, rows) - Padded(rows, Layers[i - 1].Outputs);
            var from = i == 0 ? input : new ReadOnlyMatrixSpan<float>(step.Memory[before..], rows, Layers[i].Inputs);
            var to = i == first ? inputGradient : new MatrixSpan<float>(step.Memory[(i % 2 * turn)..], rows, Layers[i].Inputs);
            Layers[i].Backward(Of(step, i, memory, rows), from, currentOutput, currentGradient, parameterGradient[_parameters[i]], to);
            currentOutput = from;
            currentGradient = to;
            memory -= Padded(rows, Layers[i].Outputs);
        }
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartArray("layers");
        foreach (var layer in Layers) LayerJson.Write(json, layer);
        json.WriteEndArray();
    }

    static IReadOnlyList<Layer> Checked(IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("a model needs at least one layer.");
        for (int i = 1; i < layers.Count; i++)
        {
            if (layers[i].Inputs != layers[i - 1].Outputs)
                throw new ArgumentException($"layer {i} ({layers[i].Kind}) takes {layers[i].Inputs} inputs, but layer {i - 1} ({layers[i - 1].Kind}) gives {layers[i - 1].Outputs}.");
        }
        return layers;
    }

    LayerStep Of(in LayerStep step, int layer, int memory, int rows) => step with
    {
        Parameters = step.Parameters[_parameters[layer]],
        Statistics = step.Statistics[_statistics[layer]],
        Memory = step.Memory.Slice(memory, Layers[layer].MemoryLength(rows, step.IsTraining)),
        Noise = Chance.Mixed(step.Noise, (ulong)layer),
    };

    int Turn(int rows) => Padded(rows, _widest);

    int OwnMemory(int layer, int rows) => Padded(1, Layers[layer].MemoryLength(rows, true));

    // Buffers begin on a cache line each.
    static int Padded(int rows, int columns) => checked((rows * columns + 15) & ~15);
}
