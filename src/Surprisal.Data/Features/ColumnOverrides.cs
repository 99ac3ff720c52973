namespace Surprisal.Data;

/// <summary>Kinds of columns that the user has decided. They come before a schema and before what the cells look like.</summary>
public sealed record ColumnOverrides
{
    /// <summary>Nothing decided.</summary>
    public static ColumnOverrides None { get; } = new();

    /// <summary>Columns that hold numbers; a cell that is none is an error.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>Columns whose cells are levels, even if they look like numbers or ids.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Columns that the model must not see.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The column that says what each row counts; null if none does.</summary>
    public string? RowWeight { get; init; }

    /// <summary>The decided kind of each column by its name in the table.</summary>
    /// <exception cref="DataException">A column is not in the table, or is given two kinds.</exception>
    internal Dictionary<string, ColumnKind> In(DataTable table)
    {
        var kinds = new Dictionary<string, ColumnKind>(StringComparer.Ordinal);
        foreach (var (names, kind) in new[] { (Numeric, ColumnKind.Numeric), (Categorical, ColumnKind.Categorical), (Ignore, ColumnKind.Ignore), (RowWeight is null ? [] : [RowWeight], ColumnKind.Weight) })
        {
            foreach (string given in names)
            {
                string name = table.Get(given).Name;
                if (!kinds.TryAdd(name, kind) && kinds[name] != kind)
                    throw new DataException($"column '{name}' cannot be both {SchemaColumn.Word(kinds[name])} and {SchemaColumn.Word(kind)}");
            }
        }

        return kinds;
    }
}
