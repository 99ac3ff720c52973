using System.Globalization;
using System.Text;

namespace Surprisal.Reports;

/// <summary>Rows of text under a header; cells that are numbers stand to the right.</summary>
/// <param name="Header">The name of each column, with its unit if it has one.</param>
/// <param name="Rows">One cell per column each.</param>
/// <param name="Caption">What the table shows; null for none.</param>
public sealed record ReportTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, string? Caption = null) : ReportPart
{
    // A cell of text that long gets room, or a telephone would show it a word a line.
    const int LongText = 60;
    const int LongestWord = 5;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A row has more or fewer cells than the header.</exception>
    public override string ToHtml()
    {
        bool[] isNumeric = [.. Header.Select((_, column) => IsNumeric([.. Rows.Where(row => column < row.Count).Select(row => row[column])]))];
        // A table can be wider than a telephone: it then scrolls by itself, also by keyboard.
        var html = new StringBuilder($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Html.Escape(Caption ?? "table")}\"><table>");
        if (Caption is not null) html.Append(CultureInfo.InvariantCulture, $"<caption>{Html.Escape(Caption)}</caption>");
        html.Append("<thead><tr>");
        for (int column = 0; column < Header.Count; column++) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{Numeric(isNumeric[column])}>{Html.Escape(Header[column])}</th>");
        html.Append("</tr></thead><tbody>");
        for (int row = 0; row < Rows.Count; row++)
        {
            if (Rows[row].Count != Header.Count) throw new ArgumentException($"row {row} of a table has {Rows[row].Count} cells, {Header.Count} expected as in its header.");
            html.Append("<tr>");
            for (int column = 0; column < Header.Count; column++) html.Append(CultureInfo.InvariantCulture, $"<td{(Rows[row][column].Length > LongText ? " class=\"long\"" : Numeric(isNumeric[column]))}>{Html.Escape(Rows[row][column])}</td>");
            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    static string Numeric(bool isNumeric) => isNumeric ? " class=\"n\"" : "";

    // Among numbers may stand short words for what is none: n/a, never, the unit.
    static bool IsNumeric(string[] cells) => cells.Length > 0 && cells.Count(IsNumber) * 2 >= cells.Length && cells.All(cell => cell.Length <= LongestWord || IsNumber(cell));

    static bool IsNumber(string cell) =>
        cell is "" or "–" or "·" || ((char.IsAsciiDigit(cell[0]) || cell[0] is '∞' || (cell.Length > 1 && cell[0] is '-' or '−' or '+')) && !cell.Contains(", ", StringComparison.Ordinal));
}
