using System.Globalization;

namespace Surprisal.Data;

/// <summary>Rows of named columns, and where each row came from: what a file looks like before anything is learnt from it.</summary>
public sealed partial class DataTable
{
    readonly Dictionary<string, DataColumn> _columnOf = new(StringComparer.Ordinal);
    readonly int[]? _origins;
    readonly int _firstRow;

    /// <summary>A table of a file: <paramref name="origins"/> holds the line or number of each row; without it they are counted.</summary>
    internal DataTable(
        string source, IReadOnlyList<DataColumn> columns, int[]? origins = null, bool hasLines = false, int firstRow = 0, bool hasHeader = true)
    {
        Source = source;
        Columns = columns;
        Rows = columns.Count == 0 ? 0 : columns[0].Rows;
        HasHeader = hasHeader;
        HasLines = hasLines;
        _origins = origins;
        _firstRow = firstRow;
        foreach (var column in columns)
        {
            if (column.Rows != Rows) throw new ArgumentException($"column '{column.Name}' has {column.Rows} cells where '{columns[0].Name}' has {Rows}.");
            if (!_columnOf.TryAdd(column.Name, column)) throw new ArgumentException($"two columns are called '{column.Name}'.");
        }
    }

    /// <summary>The file's name as errors show it; <c>&lt;stdin&gt;</c> for a pipe.</summary>
    public string Source { get; }

    /// <summary>The columns in the file's order.</summary>
    public IReadOnlyList<DataColumn> Columns { get; }

    /// <summary>How many rows: examples.</summary>
    public int Rows { get; }

    /// <summary>False if the file had no names for its columns, which are <c>column1</c>, <c>column2</c>, … then.</summary>
    public bool HasHeader { get; }

    /// <summary>A table made in memory.</summary>
    /// <param name="columns">Columns of equal length, see <see cref="DataColumn.OfTexts"/> and <see cref="DataColumn.OfNumbers"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or two columns share a name.</exception>
    public static DataTable FromColumns(params IReadOnlyList<DataColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new DataTable("table", columns);
    }

    /// <summary>A table made in memory, row by row, every cell a text as in a file.</summary>
    /// <param name="names">The columns' names.</param>
    /// <param name="rows">One list of texts a row, as many as names; null is a missing cell.</param>
    /// <exception cref="ArgumentException">A row has another length, or two columns share a name.</exception>
    public static DataTable FromRows(IReadOnlyList<string> names, params IEnumerable<IReadOnlyList<string?>> rows)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(rows);
        var builders = names.Select(_ => new TextColumnBuilder()).ToArray();
        int count = 0;
        foreach (var row in rows)
        {
            if (row.Count != names.Count) throw new ArgumentException($"row {count}: {names.Count} cells expected, got {row.Count}.");
            for (int i = 0; i < builders.Length; i++) builders[i].Add(row[i]);
            count++;
        }

        return new DataTable("table", [.. builders.Select((builder, i) => builder.Build(names[i]))]);
    }

    /// <summary>The column of exactly that name, or null.</summary>
    public DataColumn? Find(string name) => _columnOf.GetValueOrDefault(name);

    /// <summary>The column that a user means: by name, or in a file without header also by its place, <c>5</c> for the fifth or <c>last</c>.</summary>
    /// <exception cref="DataException">There is none; the message offers the nearest name.</exception>
    public DataColumn Get(string name) => Find(name) ?? (HasHeader ? null : FindByPlace(name)) ?? throw new DataException(Absent(name));

    /// <summary>That a column is not in the table, with the nearest name that is.</summary>
    internal string Absent(string name) => $"column '{CellText.OneLine(name)}' is not in {Source}{NameHints.Suggest(name, [.. _columnOf.Keys], "columns")}";

    /// <summary>Where a row begins: its 1-based line in a text file, its 0-based row elsewhere.</summary>
    public int LineOf(int row) => _origins is null ? _firstRow + row : _origins[row];

    /// <summary>Where a row came from, as errors name it: <c>iris.csv:42</c>, or <c>X.npy: row 41</c> where there are no lines.</summary>
    public string Place(int row) => Place(Source, LineOf(row), HasLines);

    /// <summary>The rows of those numbers, in that order; each keeps its line.</summary>
    public DataTable SelectRows(params ReadOnlySpan<int> rows)
    {
        var columns = new DataColumn[Columns.Count];
        for (int i = 0; i < columns.Length; i++) columns[i] = Columns[i].Select(rows);
        int[] origins = new int[rows.Length];
        for (int i = 0; i < origins.Length; i++) origins[i] = LineOf(rows[i]);
        return new DataTable(Source, columns, origins, HasLines, hasHeader: HasHeader);
    }

    /// <summary>True if the source is a text file, whose rows are found by their lines.</summary>
    internal bool HasLines { get; }

    DataColumn? FindByPlace(string name)
    {
        if (name == "last") return Columns[^1];
        bool isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number >= 1 && number <= Columns.Count ? Columns[number - 1] : null;
    }

    internal static string Place(string source, int line, bool isLine) =>
        isLine ? string.Create(CultureInfo.InvariantCulture, $"{source}:{line}") : string.Create(CultureInfo.InvariantCulture, $"{source}: row {line}");

    internal DataException CellError(int row, string column, string what) => new($"{Place(row)}: column '{CellText.OneLine(column)}': {what}");
}
