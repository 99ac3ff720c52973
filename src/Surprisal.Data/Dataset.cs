using System.Globalization;
using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>What a model sees: a row of numbers for each example, and the answers.</summary>
public sealed class Dataset
{
    readonly bool _hasLines;

    /// <summary>A dataset made in memory.</summary>
    /// <param name="features">Rows × features numbers, row after row; not copied.</param>
    /// <param name="shape">How the numbers of one example lie.</param>
    /// <param name="targets">One answer for each row, or null.</param>
    /// <exception cref="ArgumentException">The numbers are no whole rows, or there is another number of answers.</exception>
    public Dataset(float[] features, ExampleShape shape, TargetSet? targets)
        : this(features, shape, targets, "dataset", [.. Enumerable.Range(0, shape.Count == 0 ? 0 : features?.Length / shape.Count ?? 0)], hasLines: false)
    {
    }

    internal Dataset(float[] features, ExampleShape shape, TargetSet? targets, string source, int[] sourceLines, bool hasLines)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (shape.Count < 1 || features.Length != (long)sourceLines.Length * shape.Count)
            throw new ArgumentException($"{features.Length} numbers are no whole rows of {shape}.");
        if (targets is not null && targets.Rows != sourceLines.Length) throw new ArgumentException($"{sourceLines.Length} rows have {targets.Rows} targets.");
        Features = features;
        Shape = shape;
        Targets = targets;
        Source = source;
        SourceLines = sourceLines;
        _hasLines = hasLines;
    }

    /// <summary>Rows × columns numbers, row after row.</summary>
    public float[] Features { get; }

    /// <summary>How many examples.</summary>
    public int Rows => SourceLines.Length;

    /// <summary>How many numbers an example has.</summary>
    public int Columns => Shape.Count;

    /// <summary>How the numbers of one example lie: a picture, or a list.</summary>
    public ExampleShape Shape { get; }

    /// <summary>The answers, or null where the file has none.</summary>
    public TargetSet? Targets { get; }

    /// <summary>What each example counts in training and in the validation loss, finite and 0 or more; null counts every one once.</summary>
    /// <exception cref="ArgumentException">There is another number of them, or one is negative or not finite.</exception>
    public float[]? RowWeights
    {
        get;
        init
        {
            if (value is not null && value.Length != Rows) throw new ArgumentException($"{Rows} rows have {value.Length} weights.");
            int wrong = value is null ? -1 : Array.FindIndex(value, weight => !(weight >= 0 && float.IsFinite(weight)));
            if (wrong >= 0) throw new ArgumentException($"row {wrong}: a weight is finite and 0 or more, got {value![wrong].ToString(CultureInfo.InvariantCulture)}.");
            field = value;
        }
    }

    /// <summary>The file that the examples came from.</summary>
    public string Source { get; }

    /// <summary>Where in the file each example began: its 1-based line in a text file, its 0-based row elsewhere.</summary>
    public int[] SourceLines { get; }

    /// <summary>The features as a matrix.</summary>
    public MatrixSpan<float> Matrix => new(Features, Rows, Columns);

    /// <summary>Where an example came from, as errors name it: <c>iris.csv:42</c>.</summary>
    public string Place(int row) => DataTable.Place(Source, SourceLines[row], _hasLines);

    /// <summary>The examples of those rows, in that order.</summary>
    public Dataset Subset(params ReadOnlySpan<int> rows)
    {
        float[] features = new float[checked(rows.Length * Columns)];
        int[] lines = new int[rows.Length];
        float[]? weights = RowWeights is null ? null : new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Features.AsSpan(rows[i] * Columns, Columns).CopyTo(features.AsSpan(i * Columns));
            lines[i] = SourceLines[rows[i]];
            if (weights is not null) weights[i] = RowWeights![rows[i]];
        }

        return new Dataset(features, Shape, Targets?.Subset(rows), Source, lines, _hasLines) { RowWeights = weights };
    }
}
