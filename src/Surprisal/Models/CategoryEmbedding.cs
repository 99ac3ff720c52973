using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// Some columns hold the number of a level and become a vector that is learnt for it; the others pass through. What comes out: the vectors in the order
/// of their columns, then the other columns in theirs. Guo and Berkhahn, arXiv 1604.06737.
/// </summary>
public sealed class CategoryEmbedding : Layer
{
    readonly EmbeddedColumn[] _columns;
    readonly int[] _others;

    /// <summary>Embeds some columns.</summary>
    /// <param name="inputs">Numbers of a row.</param>
    /// <param name="columns">Which of them are levels, in ascending order.</param>
    public CategoryEmbedding(int inputs, IReadOnlyList<EmbeddedColumn> columns)
        : base(inputs, inputs + Checked(columns, inputs).Sum(column => column.Width - 1))
    {
        _columns = [.. columns];
        _others = [.. Enumerable.Range(0, inputs).Except(columns.Select(column => column.Index))];
    }

    /// <inheritdoc/>
    public override string Kind => "embedding";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, int[] Shape)> Parameters => [.. _columns.Select(column => ($"column{column.Index}", (int[])[column.Levels, column.Width]))];

    /// <summary>The width that suits so many levels, as fastai has it: min(600, round(1.6·n^0.56)).</summary>
    public static int WidthOf(int levels) => Math.Min(600, (int)Math.Round(1.6 * Math.Pow(levels, 0.56)));

    /// <summary>Normal with a deviation of 0.01, cut at two of them, as fastai does.</summary>
    public override void Initialize(Span<float> parameters, Span<float> statistics, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ref float parameter in parameters)
        {
            double normal;
            do normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            while (Math.Abs(normal) > 2);
            parameter = (float)(0.01 * normal);
        }
    }

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output)
    {
        for (int row = 0; row < input.Rows; row++)
        {
            ReadOnlySpan<float> from = input[row];
            var to = output[row];
            int table = 0, place = 0;
            foreach (var (index, levels, width) in _columns)
            {
                step.Parameters.Slice(table + Level(from[index], levels) * width, width).CopyTo(to[place..]);
                (table, place) = (table + levels * width, place + width);
            }
            for (int i = 0; i < _others.Length; i++) to[place + i] = from[_others[i]];
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        parameterGradient.Clear();
        inputGradient.Values.Clear(); // the number of a level has no slope
        for (int row = 0; row < input.Rows; row++)
        {
            ReadOnlySpan<float> from = input[row], gradient = outputGradient[row];
            int table = 0, place = 0;
            foreach (var (index, levels, width) in _columns)
            {
                RowMath.Add(parameterGradient.Slice(table + Level(from[index], levels) * width, width), gradient.Slice(place, width));
                (table, place) = (table + levels * width, place + width);
            }
            if (inputGradient.IsEmpty) continue;
            for (int i = 0; i < _others.Length; i++) inputGradient[row][_others[i]] = gradient[place + i];
        }
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Write("columns", column => column.Index);
        Write("levels", column => column.Levels);
        Write("widths", column => column.Width);

        void Write(string name, Func<EmbeddedColumn, int> number)
        {
            json.WriteStartArray(name);
            foreach (var column in _columns) json.WriteNumberValue(number(column));
            json.WriteEndArray();
        }
    }

    /// <summary>Makes the layer that a file describes.</summary>
    internal static CategoryEmbedding Read(LayerReader saved)
    {
        IReadOnlyList<int> columns = saved.Sizes("columns"), levels = saved.Sizes("levels"), widths = saved.Sizes("widths");
        if (levels.Count != columns.Count || widths.Count != columns.Count) throw saved.Wrong($"{columns.Count} columns have {levels.Count} levels and {widths.Count} widths");
        return new CategoryEmbedding(saved.Inputs, [.. columns.Select((column, i) => new EmbeddedColumn(column, levels[i], widths[i]))]);
    }

    static IReadOnlyList<EmbeddedColumn> Checked(IReadOnlyList<EmbeddedColumn> columns, int inputs)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int last = -1;
        foreach (var column in columns)
        {
            if (column.Index <= last || column.Index >= inputs || column.Levels < 1 || column.Width < 1)
                throw new ArgumentException($"column {column.Index} of {inputs} with {column.Levels} levels of width {column.Width} cannot be embedded: columns ascend, sizes are 1 or more.");
            last = column.Index;
        }
        return columns;
    }

    // A number that is none of the levels, which an encoder never writes, stands for the last: 'other'.
    static int Level(float number, int levels) => number >= 0 && number < levels ? (int)number : levels - 1;
}
