using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Layers one after the other, from features to logits. All that they learn lies in one buffer, so that an optimiser is one loop.</summary>
public sealed class Sequential
{
    const int PredictRows = 256;
    readonly int[] _starts;
    readonly float[] _values;
    Engine? _engine;

    /// <summary>Layers with all parameters 0.</summary>
    /// <param name="layers">At least one; each takes what the one before gives.</param>
    /// <exception cref="ArgumentException">There is none, or two do not fit.</exception>
    public Sequential(params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("a model needs at least one layer.");
        for (int i = 1; i < layers.Count; i++)
        {
            if (layers[i].Inputs != layers[i - 1].Outputs)
                throw new ArgumentException($"layer {i} ({layers[i].Kind}) takes {layers[i].Inputs} inputs, but layer {i - 1} ({layers[i - 1].Kind}) gives {layers[i - 1].Outputs}.");
        }
        Layers = [.. layers];
        List<Parameter> parameters = [];
        _starts = new int[layers.Count + 1];
        for (int i = 0; i < layers.Count; i++)
        {
            int start = _starts[i];
            foreach (var (name, shape) in layers[i].Parameters)
            {
                int length = shape.Aggregate(1, (product, size) => checked(product * size));
                parameters.Add(new($"{i}.{name}", shape, start, length));
                start = checked(start + length);
            }
            _starts[i + 1] = start;
        }
        Parameters = parameters;
        _values = new float[_starts[^1]];
    }

    /// <summary>The layers, from features to logits.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>What the layers learn, in the order of <see cref="Values()"/>.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Features of an example.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>Logits of an example.</summary>
    public int Outputs => Layers[^1].Outputs;

    /// <summary>Hidden layers with ReLU between dense ones.</summary>
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

    /// <summary>One dense layer with these weights, inputs × outputs, and biases.</summary>
    public static Sequential Linear(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases)
    {
        var model = new Sequential(new Dense(weights.Length / biases.Length, biases.Length));
        weights.CopyTo(model._values);
        biases.CopyTo(model._values.AsSpan(weights.Length));
        return model;
    }

    /// <summary>All numbers that the layers learn.</summary>
    public Span<float> Values() => _values;

    /// <summary>The numbers of one parameter.</summary>
    public Span<float> Values(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _values.AsSpan(parameter.Start, parameter.Length);
    }

    /// <summary>Fills all parameters at the start of a training.</summary>
    public void Initialize(Random random)
    {
        for (int i = 0; i < Layers.Count; i++) Layers[i].Initialize(Values(i), random);
    }

    /// <summary>Writes the logits of any number of rows. A row has the same bits alone and among others.</summary>
    /// <param name="input">Rows × <see cref="Inputs"/>.</param>
    /// <param name="logits">Rows × <see cref="Outputs"/>; overwritten.</param>
    /// <param name="engine">Who computes; null computes on the calling thread.</param>
    public void Predict(ReadOnlyMatrixSpan<float> input, MatrixSpan<float> logits, Engine? engine = null)
    {
        engine ??= _engine ??= new Engine(1);
        int widest = Layers.Max(layer => layer.Outputs), block = Math.Min(PredictRows, input.Rows);
        using var first = new AlignedBuffer<float>(block * widest);
        using var second = new AlignedBuffer<float>(block * widest);
        for (int start = 0; start < input.Rows; start += block)
        {
            int rows = Math.Min(block, input.Rows - start);
            var current = input.SliceRows(start, rows);
            for (int i = 0; i < Layers.Count; i++)
            {
                var layer = Layers[i];
                var output = i == Layers.Count - 1 ? logits.SliceRows(start, rows) : new MatrixSpan<float>((i % 2 == 0 ? first : second).Span, rows, layer.Outputs);
                layer.Forward(engine, Values(i), current, output);
                current = output;
            }
        }
    }

    /// <summary>The buffer behind <see cref="Values()"/>, for optimisers.</summary>
    internal float[] Array => _values;

    /// <summary>The numbers of one layer.</summary>
    internal Span<float> Values(int layer) => _values.AsSpan(Range(layer));

    /// <summary>Where the numbers of one layer lie.</summary>
    internal Range Range(int layer) => _starts[layer].._starts[layer + 1];
}
