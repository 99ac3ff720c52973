using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Layers one after the other, from features to logits. All parameters lie in one buffer, so an optimizer is one loop.</summary>
/// <remarks>Not safe to use from several threads at once: prediction keeps its buffers.</remarks>
public sealed class Sequential
{
    const int PredictedRows = 256;
    const int CacheLine = 64;

    readonly float[] _values;
    readonly int _first;
    readonly int[] _layerOffsets;
    NetworkPass? _prediction;

    /// <summary>A model whose parameters are all 0.</summary>
    /// <param name="layers">Each takes what the one before gives.</param>
    /// <exception cref="ArgumentException">There are none, or two do not fit together.</exception>
    public Sequential(params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("a model needs at least one layer.");
        Layers = [.. layers];
        _layerOffsets = new int[layers.Count + 1];
        List<Parameter> parameters = [];
        for (int i = 0; i < layers.Count; i++)
        {
            if (i > 0 && layers[i].Inputs != layers[i - 1].Outputs)
                throw new ArgumentException($"layer {i} takes {layers[i].Inputs} numbers a row, but layer {i - 1} gives {layers[i - 1].Outputs}.");
            int offset = _layerOffsets[i];
            foreach (var (name, shape) in layers[i].Parameters)
            {
                parameters.Add(new Parameter($"{i}.{name}", shape, offset));
                offset = checked(offset + parameters[^1].Count);
            }

            _layerOffsets[i + 1] = offset;
        }

        Parameters = parameters;
        // A managed array, pinned: a span of it can never outlive it, and it can begin on a cache line.
        _values = GC.AllocateArray<float>(checked(_layerOffsets[^1] + CacheLine / sizeof(float)), pinned: true);
        _first = FirstAligned(_values);
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Features per row.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>Logits per row.</summary>
    public int Outputs => Layers[^1].Outputs;

    /// <summary>What the layers learn, in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The numbers of all parameters, one after the other.</summary>
    public Span<float> Values() => Memory.Span;

    /// <summary>The numbers of one parameter.</summary>
    public Span<float> Values(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Values().Slice(parameter.Offset, parameter.Count);
    }

    /// <summary>Dense layers with ReLU between them; the parameters are all 0 until <see cref="Initialize"/>.</summary>
    /// <param name="inputs">Features per row.</param>
    /// <param name="hidden">The sizes of the hidden layers; none is a linear model.</param>
    /// <param name="outputs">Logits per row.</param>
    public static Sequential Mlp(int inputs, IReadOnlyList<int> hidden, int outputs)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        List<Layer> layers = [];
        foreach (int size in hidden)
        {
            layers.Add(new Dense(inputs, size));
            layers.Add(new Relu(size));
            inputs = size;
        }

        layers.Add(new Dense(inputs, outputs));
        return new Sequential(layers);
    }

    /// <summary>A linear model with given parameters.</summary>
    /// <param name="weights">One row per feature, one column per logit.</param>
    /// <param name="biases">One per logit.</param>
    /// <param name="inputs">Features per row.</param>
    public static Sequential Linear(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, int inputs)
    {
        var model = new Sequential(new Dense(inputs, biases.Length));
        if (weights.Length != inputs * biases.Length)
            throw new ArgumentException($"{inputs} features and {biases.Length} logits need {inputs * biases.Length} weights, got {weights.Length}.");
        weights.CopyTo(model.Values());
        biases.CopyTo(model.Values()[weights.Length..]);
        return model;
    }

    /// <summary>Overwrites all parameters with a random start, layer by layer.</summary>
    public void Initialize(Random random)
    {
        for (int i = 0; i < Layers.Count; i++) Layers[i].Initialize(ValuesOf(i), random);
    }

    /// <summary>Computes the logits of any number of rows. A row has the same bits alone and among others.</summary>
    /// <param name="features">One row per example.</param>
    /// <param name="logits">One row per example; overwritten.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public void Predict(ReadOnlyMatrixSpan<float> features, MatrixSpan<float> logits)
    {
        if (features.Columns != Inputs) throw new ArgumentException($"the model takes {Inputs} features a row, got {features.Columns}.");
        if (logits.Columns != Outputs || logits.Rows != features.Rows)
            throw new ArgumentException($"the logits are {features.Rows} × {Outputs}, got room for {logits.Rows} × {logits.Columns}.");
        _prediction ??= new NetworkPass(this, PredictedRows, new WorkerPool(1));
        for (int start = 0; start < features.Rows; start += PredictedRows)
        {
            int rows = Math.Min(PredictedRows, features.Rows - start);
            _prediction.Forward(features.SliceRows(start, rows)).Values.CopyTo(logits.SliceRows(start, rows).Values);
        }

        // The pass's memory goes with the pass, and the pass with the model.
        GC.KeepAlive(this);
    }

    /// <summary>The same as <see cref="Values()"/>, to keep.</summary>
    internal Memory<float> Memory => _values.AsMemory(_first, _layerOffsets[^1]);

    /// <summary>The parameters of one layer.</summary>
    internal Span<float> ValuesOf(int layer) => Values()[_layerOffsets[layer].._layerOffsets[layer + 1]];

    /// <summary>The stretch of a buffer as long as all parameters that belongs to one layer.</summary>
    internal Span<float> PartOf(Span<float> all, int layer) => all[_layerOffsets[layer].._layerOffsets[layer + 1]];

    static unsafe int FirstAligned(float[] pinned)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref pinned[0]);
        return (int)((CacheLine - address % CacheLine) % CacheLine / sizeof(float));
    }
}
