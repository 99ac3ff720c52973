using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>What a body makes of its input, plus the input itself, or what a shortcut makes of it: the body only has to learn the difference. He et al., arXiv 1512.03385.</summary>
public sealed class Residual : Layer
{
    readonly Layer[] _parts;
    readonly LayerArrays _parameters, _statistics;

    /// <summary>Two ways whose ends are added.</summary>
    /// <param name="body">The way that learns.</param>
    /// <param name="shortcut">The way past it; null hands the input on as it is.</param>
    /// <exception cref="ArgumentException">The ways do not begin and end alike.</exception>
    public Residual(Layer body, Layer? shortcut = null)
        : base(Checked(body, shortcut).Inputs, body.Outputs)
    {
        (Body, Shortcut) = (body, shortcut);
        _parts = shortcut is null ? [body] : [body, shortcut];
        _parameters = new LayerArrays(_parts, layer => layer.Parameters, Name);
        _statistics = new LayerArrays(_parts, layer => layer.Statistics, Name);
    }

    /// <inheritdoc/>
    public override string Kind => "residual";

    /// <summary>The way that learns.</summary>
    public Layer Body { get; }

    /// <summary>The way past it; null hands the input on as it is.</summary>
    public Layer? Shortcut { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Parameters => _parameters.All;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Statistics => _statistics.All;

    /// <inheritdoc/>
    public override void Initialize(Span<float> parameters, Span<float> statistics, Random random)
    {
        for (int i = 0; i < _parts.Length; i++) _parts[i].Initialize(parameters[_parameters[i]], statistics[_statistics[i]], random);
    }

    /// <summary>Each way's output, a gradient of the output or input (whichever is larger), and each way's own memory.</summary>
    public override int MemoryLength(int rows, bool isTraining)
    {
        int length = SharedLength(rows);
        foreach (var part in _parts) length = checked(length + Padded(1, part.MemoryLength(rows, isTraining)));
        return length;
    }

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        for (int i = 0; i < _parts.Length; i++) _parts[i].Forward(Of(step, i, input.Rows), input, End(step, i, input.Rows));
        step.Engine.Rows.Run(AddRows, output, End(step, 0, input.Rows), Shortcut is null ? input : End(step, 1, input.Rows));
    }

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        int rows = input.Rows;
        // A layer may overwrite its output's gradient, and both ways need it.
        var copy = new MatrixSpan<float>(step.Memory[Kept(rows)..], rows, Outputs);
        outputGradient.Values.CopyTo(copy.Values);
        Body.Backward(Of(step, 0, rows), input, End(step, 0, rows), copy, parameterGradient[_parameters[0]], inputGradient);
        if (Shortcut is null)
        {
            if (!inputGradient.IsEmpty) step.Engine.Rows.Run(AddRows, inputGradient, inputGradient, outputGradient);
            return;
        }
        var other = inputGradient.IsEmpty ? default : new MatrixSpan<float>(step.Memory[Kept(rows)..], rows, Inputs);
        Shortcut.Backward(Of(step, 1, rows), input, End(step, 1, rows), outputGradient, parameterGradient[_parameters[1]], other);
        if (!inputGradient.IsEmpty) step.Engine.Rows.Run(AddRows, inputGradient, inputGradient, other);
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WritePropertyName("body");
        LayerJson.Write(json, Body);
        if (Shortcut is null) return;
        json.WritePropertyName("shortcut");
        LayerJson.Write(json, Shortcut);
    }

    static Layer Checked(Layer body, Layer? shortcut)
    {
        ArgumentNullException.ThrowIfNull(body);
        var (inputs, outputs) = shortcut is null ? (body.Inputs, body.Inputs) : (shortcut.Inputs, shortcut.Outputs);
        return (inputs, outputs) == (body.Inputs, body.Outputs) ? body
            : throw new ArgumentException($"the body of a residual layer maps {body.Inputs} numbers to {body.Outputs}, but the way past it {inputs} to {outputs}.");
    }

    static string Name(int part) => part == 0 ? "body" : "shortcut";

    static void AddRows(in RowsPart part) => RowMath.Add(part.First.Values, part.Second.Values, part.Result.Values);

    LayerStep Of(in LayerStep step, int part, int rows)
    {
        int start = SharedLength(rows);
        for (int i = 0; i < part; i++) start += Padded(1, _parts[i].MemoryLength(rows, step.IsTraining));
        return step with
        {
            Parameters = step.Parameters[_parameters[part]],
            Statistics = step.Statistics[_statistics[part]],
            Memory = step.Memory.Slice(start, _parts[part].MemoryLength(rows, step.IsTraining)),
            Noise = Chance.Mixed(step.Noise, (ulong)part),
        };
    }

    MatrixSpan<float> End(in LayerStep step, int part, int rows) => new(step.Memory[(part * Padded(rows, Outputs))..], rows, Outputs);

    int Kept(int rows) => checked(_parts.Length * Padded(rows, Outputs));

    int SharedLength(int rows) => checked(Kept(rows) + Padded(rows, Math.Max(Inputs, Outputs)));

    // Buffers begin on a cache line each.
    static int Padded(int rows, int columns) => checked((rows * columns + 15) & ~15);
}
