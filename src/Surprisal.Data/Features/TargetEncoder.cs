using System.Text.Json;

namespace Surprisal.Data;

/// <summary>Turns target columns into answers: one column holds classes, several hold 0/1 labels or probabilities.</summary>
public sealed class TargetEncoder
{
    static readonly string[] s_kindWords = ["class_index", "multi_label", "distribution"];

    readonly bool _areCounts;

    internal TargetEncoder(TargetKind kind, IReadOnlyList<string> columns, IReadOnlyList<string> classNames, bool areCounts, IReadOnlyList<string> notices, string? noneClass = null)
    {
        Kind = kind;
        Columns = columns;
        ClassNames = classNames;
        Notices = notices;
        _areCounts = areCounts;
        NoneClass = noneClass;
    }

    /// <summary>What the answers are.</summary>
    public TargetKind Kind { get; }

    /// <summary>The names of the target columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The classes in the order of their indices: sorted, by number if all are whole numbers. For labels and probabilities the column names.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The class of rows whose target cell is empty, where answers are required; null refuses such rows. In prediction an empty cell is an answer that nobody knows.</summary>
    public string? NoneClass { get; }

    /// <summary>What the user should know, such as probabilities that do not sum to 1. Not saved.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Finds out what the target columns hold.</summary>
    /// <param name="table">The training file.</param>
    /// <param name="columns">One column of classes, or several of 0/1 labels, of probabilities, or (numbers in memory or NPY only) of counts.</param>
    /// <param name="noneClass">The class of rows whose cell is empty; null refuses such rows.</param>
    /// <exception cref="DataException">A column is absent, a cell is missing or out of range, there is one class only, or far too many.</exception>
    public static TargetEncoder Fit(DataTable table, IReadOnlyList<string> columns, string? noneClass = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("at least one target column is needed.");
        if (table.Rows < 2) throw new DataException($"{table.Source}: has {CellText.Count(table.Rows, "row")}; training needs at least 2");
        DataColumn[] found = [.. columns.Select(table.Get)];
        string[] names = [.. found.Select(column => column.Name)];
        if (found.Length > 1 && noneClass is not null)
            throw new DataException($"{table.Source}: a class for empty cells needs one target column, got {found.Length}; with several a row of none is all 0");
        return found.Length == 1 ? ClassTargets.Fit(table, found[0], noneClass) : MatrixTargets.Fit(table, found, names);
    }

    /// <summary>The answers of some rows.</summary>
    /// <param name="table">Any table; the training file, or one like it.</param>
    /// <param name="rows">Which rows, in which order.</param>
    /// <param name="truth">Whether an absent answer is an error.</param>
    /// <returns>Null if <paramref name="truth"/> allows it and the table lacks a target column.</returns>
    /// <exception cref="DataException">An answer is absent, is a class that training never saw, or is out of range; the message says where.</exception>
    public TargetSet? Encode(DataTable table, ReadOnlySpan<int> rows, Truth truth)
    {
        ArgumentNullException.ThrowIfNull(table);
        var found = new DataColumn[Columns.Count];
        for (int i = 0; i < found.Length; i++)
        {
            if (table.Find(Columns[i]) is { } column) found[i] = column;
            else if (truth == Truth.IfPresent) return null;
            else throw new DataException(table.Absent(Columns[i]));
        }

        return Kind == TargetKind.ClassIndex
            ? new TargetSet(ClassNames, ClassTargets.Encode(table, found[0], this, rows, truth))
            : new TargetSet(Kind, ClassNames, MatrixTargets.Encode(table, found, Kind, _areCounts, rows, truth));
    }

    /// <summary>Writes kind, columns and classes as one JSON object.</summary>
    public void ToJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("kind", s_kindWords[(int)Kind]);
        Json.WriteNames(writer, "columns", Columns);
        Json.WriteNames(writer, "classes", ClassNames);
        writer.WriteBoolean("counts", _areCounts);
        if (NoneClass is not null) writer.WriteString("none_class", NoneClass);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">An object with "kind", "columns" and "classes".</param>
    /// <param name="source">What errors call it: a file's name.</param>
    /// <exception cref="DataException">It is something else.</exception>
    public static TargetEncoder FromJson(JsonElement json, string source = "targets")
    {
        string word = Json.Text(json, "kind", source);
        int kind = Array.IndexOf(s_kindWords, word);
        if (kind < 0) throw new DataException($"{source}: {CellText.Quote(word)} is not a kind of target; kinds: {string.Join(", ", s_kindWords)}");
        string[] columns = Json.Names(json, "columns", source), classes = Json.Names(json, "classes", source);
        bool isClassIndex = kind == (int)TargetKind.ClassIndex;
        if (classes.Length < 2) throw new DataException($"{source}: at least two classes expected, got {classes.Length}");
        if (columns.Length != (isClassIndex ? 1 : classes.Length))
            throw new DataException($"{source}: {columns.Length} target columns do not give {classes.Length} classes");
        string? noneClass = json.TryGetProperty("none_class", out _) ? Json.Text(json, "none_class", source) : null;
        if (noneClass is not null && !(isClassIndex && classes.Contains(noneClass)))
            throw new DataException($"{source}: \"none_class\": {CellText.Quote(noneClass)} is not one of its classes");
        return new TargetEncoder((TargetKind)kind, columns, classes, Json.Boolean(json, "counts", source), [], noneClass);
    }
}
