namespace Surprisal.Data;

/// <summary>A table whose columns are understood, to be parted into rows for training, for decisions and for the report, as often as needed.</summary>
public sealed class TrainingTable
{
    readonly DataTable _table;
    readonly IReadOnlyList<string> _notices;
    readonly CategoryEncoding _categories;

    TrainingTable(DataTable table, SchemaInference inferred, TargetEncoder answers, CategoryEncoding categories)
    {
        (_table, Schema, Targets, _categories) = (table, inferred.Schema, answers, categories);
        _notices = inferred.Notices;
        Truth = answers.Encode(table, [.. Enumerable.Range(0, table.Rows)], Data.Truth.Required)!;
    }

    /// <summary>The kind of each column.</summary>
    public Schema Schema { get; }

    /// <summary>How target columns become answers.</summary>
    public TargetEncoder Targets { get; }

    /// <summary>The answers of all rows.</summary>
    public TargetSet Truth { get; }

    /// <summary>How many rows.</summary>
    public int Rows => _table.Rows;

    /// <summary>The file's name.</summary>
    public string Source => _table.Source;

    /// <summary>Finds the kinds of the columns and what the targets hold.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="targets">The target columns; those of the schema if empty.</param>
    /// <param name="options">What the user has decided about the columns.</param>
    /// <exception cref="DataException">Something in it cannot be used; the message says what and where.</exception>
    public static TrainingTable Of(DataTable table, IReadOnlyList<string> targets, TrainingDataOptions options)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        var inferred = SchemaInference.Of(table, targets, options.Columns, options.Schema);
        // The order of several targets is the order in which they were asked for.
        return new TrainingTable(table, inferred, TargetEncoder.Fit(table, targets.Count > 0 ? targets : inferred.Schema.Targets, options.NoneClass), options.Categories);
    }

    /// <summary>Parts the rows by chance, every class alike.</summary>
    /// <param name="rows">Which rows.</param>
    /// <param name="share">The share to take out, in [0, 1).</param>
    /// <param name="seed">Decides which.</param>
    /// <returns>Those kept and those taken out, both in ascending order.</returns>
    public (int[] Kept, int[] TakenOut) Split(int[] rows, double share, int seed)
    {
        var (kept, takenOut) = Data.Split.Stratified(Truth.Subset(rows), share, seed);
        return (Array.ConvertAll(kept, i => rows[i]), Array.ConvertAll(takenOut, i => rows[i]));
    }

    /// <summary>Learns the features from some rows and encodes all three parts by them.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="validation">The rows set aside for decisions during training; may be none.</param>
    /// <param name="heldOut">The rows that training never sees; may be none.</param>
    /// <exception cref="DataException">A cell is no number, or no column is left.</exception>
    public TrainingData Part(int[] training, int[] validation, int[] heldOut)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(heldOut);
        var features = FeatureEncoder.Fit(_table, Schema, training, _categories);
        var encoder = new DataEncoder(features, Targets, Schema.RowWeight);
        return new TrainingData(
            encoder, Schema, encoder.Encode(_table, training, Data.Truth.Required), Encoded(encoder, validation), Encoded(encoder, heldOut),
            [.. _notices, .. features.Notices, .. Targets.Notices]);
    }

    /// <summary>Some rows as the file has them, in that order.</summary>
    public DataTable SelectRows(params ReadOnlySpan<int> rows) => _table.SelectRows(rows);

    /// <summary>The rows with each text of a column, as numbers from 0; missing cells are a group too.</summary>
    /// <exception cref="DataException">There is no such column, or it holds pictures.</exception>
    public int[] Groups(string column)
    {
        var texts = _table.Get(column).AsText(_table);
        return [.. texts.Codes];
    }

    Dataset? Encoded(DataEncoder encoder, int[] rows) => rows.Length == 0 ? null : encoder.Encode(_table, rows, Data.Truth.Required);
}
