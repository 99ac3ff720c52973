using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>All that was learnt about a file's columns, features and targets: what a saved model keeps in order to read other files in the same way.</summary>
/// <param name="Features">How columns become numbers.</param>
/// <param name="Targets">How target columns become answers.</param>
/// <param name="RowWeight">The column that says what each row counts; null if none does. Read where answers are required and the table has it.</param>
public sealed record DataEncoder(FeatureEncoder Features, TargetEncoder Targets, string? RowWeight = null)
{
    /// <summary>Turns all rows of a table, or of one batch of a stream, into what a model sees.</summary>
    /// <param name="table">A table that has the model's columns, in any order, among any others.</param>
    /// <param name="truth">Whether an absent answer is an error.</param>
    /// <exception cref="DataException">A column is missing, or a cell cannot be read; the message says which and where.</exception>
    public Dataset Encode(DataTable table, Truth truth)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] rows = new int[table.Rows];
        for (int row = 0; row < rows.Length; row++) rows[row] = row;
        return Encode(table, rows, truth);
    }

    /// <summary>Turns some rows of a table, in that order, into what a model sees.</summary>
    /// <inheritdoc cref="Encode(DataTable, Truth)"/>
    public Dataset Encode(DataTable table, ReadOnlySpan<int> rows, Truth truth)
    {
        ArgumentNullException.ThrowIfNull(table);
        long count = (long)rows.Length * Features.Count;
        if (count > Array.MaxLength)
            throw TooLarge(table, rows.Length);
        float[] features = GC.AllocateUninitializedArray<float>((int)count); // the encoder clears it
        Features.Encode(table, rows, new MatrixSpan<float>(features, rows.Length, Features.Count));
        int[] lines = new int[rows.Length];
        for (int i = 0; i < lines.Length; i++) lines[i] = table.LineOf(rows[i]);
        return new Dataset(features, Features.Shape, Targets.Encode(table, rows, truth), table.Source, lines, table.HasLines)
        {
            RowWeights = truth == Truth.Required && RowWeight is not null && table.Find(RowWeight) is { } weights ? RowWeightColumn.Encode(table, weights, rows) : null,
        };
    }

    DataException TooLarge(DataTable table, int rows) =>
        new($"{table.Source}: {CellText.Count(rows)} rows of {CellText.Count(Features.Count)} features are more than memory holds in one piece");

    /// <summary>Writes everything as one JSON object with "inputs", "targets" and, if there is one, "row_weight".</summary>
    public void ToJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WritePropertyName("inputs");
        Features.ToJson(writer);
        writer.WritePropertyName("targets");
        Targets.ToJson(writer);
        if (RowWeight is not null) writer.WriteString("row_weight", RowWeight);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">An object with "inputs" and "targets".</param>
    /// <param name="source">What errors call it: the model file's name.</param>
    /// <exception cref="DataException">It is something else.</exception>
    public static DataEncoder FromJson(JsonElement json, string source) => new(
        FeatureEncoder.FromJson(Json.Property(json, "inputs", JsonValueKind.Object, source), $"{source}: inputs"),
        TargetEncoder.FromJson(Json.Property(json, "targets", JsonValueKind.Object, source), $"{source}: targets"),
        json.TryGetProperty("row_weight", out _) ? Json.Text(json, "row_weight", source) : null);
}
