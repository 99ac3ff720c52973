namespace Surprisal.Data;

/// <summary>One named column of a <see cref="DataTable"/>.</summary>
public abstract class DataColumn
{
    private protected DataColumn(string name, int rows)
    {
        Name = name;
        Rows = rows;
    }

    /// <summary>The name in the file's header, or <c>column5</c> where there is none.</summary>
    public string Name { get; }

    /// <summary>How many cells: one for each row of the table.</summary>
    public int Rows { get; }

    /// <summary>The text of one cell, without spaces around it.</summary>
    public abstract string this[int row] { get; }

    /// <summary>True if the cell is empty or holds one of the marks <c>? NA N/A NaN nan null</c>.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>A column of texts, such as a file holds: numbers too may be written as text.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="cells">One text a row; null is a missing cell.</param>
    public static DataColumn OfTexts(string name, params IEnumerable<string?> cells)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(cells);
        var builder = new TextColumnBuilder();
        foreach (string? cell in cells) builder.Add(cell);
        return builder.Build(name);
    }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="cells">One number a row; NaN is a missing cell.</param>
    public static DataColumn OfNumbers(string name, params ReadOnlySpan<double> cells)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new NumberColumn(name, cells.ToArray());
    }

    internal abstract DataColumn Select(ReadOnlySpan<int> rows);

    /// <summary>The column as texts with codes: what categories and classes are made of.</summary>
    internal abstract TextColumn AsText(DataTable table);

    /// <summary>The column as finite numbers; a cell that is none is an error that says where it stands.</summary>
    internal abstract NumericCells AsNumbers(DataTable table);
}
