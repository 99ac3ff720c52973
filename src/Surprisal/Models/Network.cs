using Surprisal.Numerics;

namespace Surprisal;

/// <summary>A model with its numbers: layers, what they have learnt, and what they have gathered. All that is learnt lies in one buffer, so that an optimiser is one loop.</summary>
public sealed class Network
{
    const int PredictRows = 256;
    readonly float[] _values, _statistics;
    Engine? _engine;

    /// <summary>A model with all numbers 0.</summary>
    /// <param name="layers">From features to logits.</param>
    public Network(Sequential layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Layers = layers;
        Parameters = Parameter.Listed(layers.Parameters);
        StatisticArrays = Parameter.Listed(layers.Statistics);
        _values = new float[LayerArrays.Length(layers.Parameters)];
        _statistics = new float[LayerArrays.Length(layers.Statistics)];
    }

    /// <summary>From features to logits.</summary>
    public Sequential Layers { get; }

    /// <summary>What the layers learn, in the order of <see cref="Values()"/>.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What the layers gather while they train, in the order of <see cref="Statistics()"/>.</summary>
    public IReadOnlyList<Parameter> StatisticArrays { get; }

    /// <summary>Features of an example.</summary>
    public int Inputs => Layers.Inputs;

    /// <summary>Logits of an example.</summary>
    public int Outputs => Layers.Outputs;

    /// <summary>One dense layer with these weights, inputs × outputs, and biases.</summary>
    public static Network Linear(ReadOnlySpan<float> weights, ReadOnlySpan<float> biases)
    {
        var model = new Network(new Sequential(new Dense(weights.Length / biases.Length, biases.Length)));
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

    /// <summary>All numbers that the layers gather.</summary>
    public Span<float> Statistics() => _statistics;

    /// <summary>Fills all numbers at the start of a training.</summary>
    public void Initialize(Random random) => Layers.Initialize(_values, _statistics, random);

    /// <summary>Writes the logits of any number of rows. A row has the same bits alone and among others.</summary>
    /// <param name="input">Rows × <see cref="Inputs"/>.</param>
    /// <param name="logits">Rows × <see cref="Outputs"/>; overwritten.</param>
    /// <param name="engine">Who computes; null computes on the calling thread.</param>
    public void Predict(ReadOnlyMatrixSpan<float> input, MatrixSpan<float> logits, Engine? engine = null)
    {
        engine ??= _engine ??= new Engine(1);
        int block = Math.Min(PredictRows, input.Rows);
        using var memory = new AlignedBuffer<float>(Layers.MemoryLength(block, isTraining: false));
        var step = new LayerStep { Engine = engine, Parameters = _values, Statistics = _statistics, Memory = memory.Span };
        for (int start = 0; start < input.Rows; start += block)
        {
            int rows = Math.Min(block, input.Rows - start);
            Layers.Forward(step, input.SliceRows(start, rows), logits.SliceRows(start, rows));
        }
    }

    /// <summary>The buffer behind <see cref="Values()"/>, for optimisers.</summary>
    internal float[] Array => _values;

    /// <summary>The buffer behind <see cref="Statistics()"/>.</summary>
    internal float[] Gathered => _statistics;
}
