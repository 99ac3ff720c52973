using Surprisal.Reports;

namespace Surprisal.Cli;

/// <summary>Columns of text, aligned by spaces: the first to the left, numbers to the right.</summary>
sealed class TextTable(params string[] header)
{
    readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The same table for a page.</summary>
    public ReportTable ForReport(string? caption = null) => new([.. header], [.. _rows.Skip(1).Select(row => (IReadOnlyList<string>)[.. row.Select(cell => cell.Trim())])], caption);

    public void WriteTo(TextWriter output, string indent = "  ")
    {
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length))];
        foreach (string[] row in _rows)
            output.WriteLine((indent + string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))).TrimEnd());
    }
}
