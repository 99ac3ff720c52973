using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>Turns the columns of a table into the numbers that a model reads, by what the training rows showed.</summary>
public sealed class FeatureEncoder
{
    // Rows are encoded a block at a time, column by column, so that the block stays in the cache until all its columns are written.
    const int BlockNumbers = 1 << 16;

    // More numbers a row than this belong to no model that fits into memory; a file that claims them is damaged.
    const int MostNumbers = 1 << 24;

    readonly Feature[] _features;

    FeatureEncoder(Feature[] features, IReadOnlyList<string> notices, string source)
    {
        if (features.Length == 0) throw new DataException($"{source}: no column is left to learn from");
        _features = features;
        Notices = notices;
        long count = features.Sum(feature => (long)feature.Width);
        if (count > MostNumbers) throw new DataException($"{source}: {CellText.Count(count)} features are too many; {CellText.Count(MostNumbers)} is the most");
        Shape = features is [PixelFeatures pixels] ? pixels.Shape : ExampleShape.List((int)count);
    }

    /// <summary>A name for each number of a row: <c>age</c>, <c>workclass=Private</c>, <c>workclass=missing</c>, <c>workclass=other</c>.</summary>
    public IReadOnlyList<string> FeatureNames => field ??= [.. _features.SelectMany(feature => feature.Names)];

    /// <summary>The columns that are read, in their order.</summary>
    public IReadOnlyList<InputColumn> Inputs => field ??= [.. _features.Select(feature => feature.Input)];

    /// <summary>The features that hold numbers of levels: none where categories are one-hot.</summary>
    public IReadOnlyList<CategoryColumn> Categories
    {
        get
        {
            List<CategoryColumn> columns = [];
            int index = 0;
            foreach (var feature in _features)
            {
                if (feature is CategoricalFeature { IndexedLevels: { } levels }) columns.Add(new(feature.Name, index, levels));
                index += feature.Width;
            }
            return columns;
        }
    }

    /// <summary>Whether some column of categories is one-hot.</summary>
    public bool HasOneHot => Array.Exists(_features, feature => feature is CategoricalFeature { IndexedLevels: null });

    /// <summary>How many numbers a row has.</summary>
    public int Count => Shape.Count;

    /// <summary>How the numbers of a row lie: a picture, or a list.</summary>
    public ExampleShape Shape { get; }

    /// <summary>What the user should know: columns that were dropped and why. Not saved.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Learns means, deviations and levels.</summary>
    /// <param name="table">The training file; columns that the schema ignores or that are targets or weights are not looked at.</param>
    /// <param name="schema">The kind of each column.</param>
    /// <param name="trainingRows">The rows to learn from; those held out stay unseen.</param>
    /// <param name="categories">How levels become numbers.</param>
    /// <exception cref="DataException">A cell of a numeric column is no number, or no column is left.</exception>
    public static FeatureEncoder Fit(DataTable table, Schema schema, ReadOnlySpan<int> trainingRows, CategoryEncoding categories = CategoryEncoding.OneHot)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        if (trainingRows.IsEmpty) throw new ArgumentException("features are learnt from at least one row, got none.");
        var features = new List<Feature>();
        var notices = new List<string>();
        foreach (var (name, kind) in schema.Columns)
        {
            if (kind is ColumnKind.Ignore or ColumnKind.Target or ColumnKind.Weight) continue;
            var column = table.Get(name);
            Feature? feature = kind switch
            {
                ColumnKind.Numeric => NumericFeature.Fit(table, column, trainingRows),
                ColumnKind.Categorical => CategoricalFeature.Fit(table, column, trainingRows, categories),
                _ => column is PixelColumn pictures ? new PixelFeatures(name, pictures.Shape)
                    : throw new DataException($"{table.Source}: column '{CellText.OneLine(name)}': pictures expected"),
            };
            bool allDiffer = feature is null && kind == ColumnKind.Categorical && LevelsDiffer(column.AsText(table), trainingRows);
            if (feature is not null) features.Add(feature);
            else notices.Add($"dropped '{CellText.OneLine(name)}': {(allDiffer ? "no two rows are the same" : "every row is the same")}");
        }

        return new FeatureEncoder([.. features], notices, table.Source);
    }

    /// <summary>Writes the features of all rows.</summary>
    /// <param name="table">A table that has the model's columns, in any order, among any others.</param>
    /// <param name="destination">Rows × <see cref="Count"/> numbers; overwritten.</param>
    /// <exception cref="DataException">A column is missing, or a cell cannot be read; the message says which and where.</exception>
    public void Encode(DataTable table, MatrixSpan<float> destination)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] rows = new int[table.Rows];
        for (int row = 0; row < rows.Length; row++) rows[row] = row;
        Encode(table, rows, destination);
    }

    /// <summary>Writes the features of some rows, in that order.</summary>
    /// <inheritdoc cref="Encode(DataTable, MatrixSpan{float})"/>
    public void Encode(DataTable table, ReadOnlySpan<int> rows, MatrixSpan<float> destination)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (destination.Rows != rows.Length || destination.Columns != Count)
            throw new ArgumentException($"a destination of {rows.Length} × {Count} is needed, got {destination.Rows} × {destination.Columns}.");
        var cells = Bind(table);
        int blockRows = Math.Max(1, BlockNumbers / Count);
        for (int start = 0; start < rows.Length; start += blockRows)
        {
            int count = Math.Min(blockRows, rows.Length - start);
            var block = destination.SliceRows(start, count);
            block.Values.Clear();
            int first = 0;
            foreach (var column in cells)
            {
                column.Encode(rows.Slice(start, count), block, first);
                first += column.Width;
            }
        }
    }

    /// <summary>Writes what was learnt as one JSON object; numbers come back to the last bit.</summary>
    public void ToJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteStartArray("features");
        foreach (var feature in _features)
        {
            writer.WriteStartObject();
            feature.WriteJson(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">An object with "features".</param>
    /// <param name="source">What errors call it: a file's name.</param>
    /// <exception cref="DataException">It is something else.</exception>
    public static FeatureEncoder FromJson(JsonElement json, string source = "features")
    {
        var features = new List<Feature>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in Json.Property(json, "features", JsonValueKind.Array, source).EnumerateArray())
        {
            string place = $"{source}: feature {features.Count + 1}";
            string kind = Json.Text(element, "kind", place);
            features.Add(kind switch
            {
                NumericFeature.Kind => NumericFeature.ReadJson(element, place),
                CategoricalFeature.Kind => CategoricalFeature.ReadJson(element, place),
                PixelFeatures.Kind => PixelFeatures.ReadJson(element, place),
                _ => throw new DataException($"{place}: {CellText.Quote(kind)} is not a kind of feature"),
            });
            if (!seen.Add(features[^1].Name)) throw new DataException($"{place}: column '{CellText.OneLine(features[^1].Name)}' is there twice");
        }

        return new FeatureEncoder([.. features], [], source);
    }

    FeatureCells[] Bind(DataTable table)
    {
        string[] missing = [.. _features.Where(feature => table.Find(feature.Name) is null).Select(feature => CellText.OneLine(feature.Name))];
        if (missing.Length > 0)
        {
            string which = missing.Length == 1 ? "a column of the model is" : "columns of the model are";
            throw new DataException($"{table.Source}: {which} missing: {string.Join(", ", missing)}");
        }

        return NumericColumns.Together([.. _features.Select(feature => feature.Bind(table, table.Find(feature.Name)!))]);
    }

    static bool LevelsDiffer(TextColumn column, ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            if (column.Codes[row] != column.Codes[rows[0]] && !(column.IsMissing(row) && column.IsMissing(rows[0]))) return true;
        }

        return false;
    }
}
