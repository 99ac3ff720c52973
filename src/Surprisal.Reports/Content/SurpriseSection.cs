namespace Surprisal.Reports;

/// <summary>The rows whose truth a model expected least, as the file has them.</summary>
static class SurpriseSection
{
    const int MostColumns = 24, LongestCell = 120, LongestRow = 600;

    public static ReportSection Of(IReadOnlyList<SurprisingRow> rows, bool isSingle)
    {
        var intro = new Paragraph("The rows whose truth the model expected least, by their surprisal −log p in nats. Wrong labels and hard cases are found here first.");
        return new("Most surprising rows", [intro, rows.All(row => row.Picture is not null) ? Pictures(rows) : Table(rows, isSingle)]);
    }

    static PictureGrid Pictures(IReadOnlyList<SurprisingRow> rows) => new([.. rows.Select(row => (row.Picture!, (IReadOnlyList<string>)
    [
        $"truth {Html.Cut(row.Truth, LongestCell)}", $"predicted {Html.Cut(row.Predicted, LongestCell)}{(row.Confidence is { } p ? $" ({EvaluationReport.Percent(p)})" : "")}",
        EvaluationReport.Nats(row.Surprisal), row.Place,
    ]))]);

    static ReportTable Table(IReadOnlyList<SurprisingRow> rows, bool isSingle)
    {
        bool isTold = rows.Any(row => row.Confidence is not null), hasCells = rows.Any(row => row.Cells.Count > 0);
        List<string> header = ["row", "surprisal (nats)", "truth", "predicted"];
        if (isSingle) header.Insert(2, "p of the truth");
        if (isTold) header.Add("its probability");
        if (hasCells) header.Add("the row");
        return new(header, [.. rows.Select(row =>
        {
            List<string> cells = [row.Place, ReportNumber.Fixed(row.Surprisal), Answer(row.Truth, isSingle), Answer(row.Predicted, isSingle)];
            if (isSingle) cells.Insert(2, ReportNumber.Text(Math.Exp(-row.Surprisal)));
            if (isTold) cells.Add(row.Confidence is { } p ? EvaluationReport.Percent(p) : "–");
            if (hasCells) cells.Add(Text(row.Cells));
            return (IReadOnlyList<string>)cells;
        })]);
    }

    // Labels are joined by |, without a place to break the line.
    static string Answer(string text, bool isSingle) => Html.Cut(isSingle ? text : text.Replace("|", " | ", StringComparison.Ordinal), LongestCell);

    static string Text(IReadOnlyList<(string Column, string Text)> cells)
    {
        string text = string.Join(" · ", cells.Take(MostColumns).Select(cell => $"{Html.Cut(cell.Column, 32)} {Html.Cut(cell.Text, LongestCell)}"));
        return Html.Cut(cells.Count > MostColumns ? $"{text} · … {cells.Count - MostColumns} more columns" : text, LongestRow);
    }
}
