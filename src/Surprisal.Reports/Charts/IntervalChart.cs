namespace Surprisal.Reports;

/// <summary>A number that is known up to an interval.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Mean">The number itself.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
public readonly record struct IntervalRow(string Name, double Mean, double Low, double High)
{
    internal bool ExcludesZero => Low > 0 || High < 0;
}

/// <summary>Numbers with their intervals, one below the other, beside a line at zero: differences that luck may or may not explain.</summary>
/// <remarks>The marker of an interval that does not hold zero is filled, of one that does is hollow.</remarks>
public sealed record IntervalChart : Chart
{
    const double LineHeight = 26, Bottom = 40, Top = 8;
    const int LongestName = 30;

    /// <summary>What is measured; zero is always on it.</summary>
    public required Axis X { get; init; }

    /// <summary>What the rows are, for the table's first column: "pair of losses".</summary>
    public required string RowTitle { get; init; }

    /// <summary>The numbers, from the top.</summary>
    public required IReadOnlyList<IntervalRow> Rows { get; init; }

    /// <inheritdoc/>
    public override ReportTable Numbers => new(
        [RowTitle, X.Text, "low", "high", "holds zero"],
        [.. Rows.Select(row => (IReadOnlyList<string>)[row.Name, ReportNumber.Text(row.Mean), ReportNumber.Text(row.Low), ReportNumber.Text(row.High), row.ExcludesZero ? "no" : "yes"])],
        Title);

    private protected override SvgWriter Draw()
    {
        double bottom = Top + Math.Max(1, Rows.Count) * LineHeight;
        var svg = new SvgWriter(bottom + Bottom);
        var x = Scale.Of(X, Rows.SelectMany(row => new[] { row.Mean, row.Low, row.High }).Append(0), 6);
        (x.From, x.To) = (18 + Rows.Select(row => row.Name).Append("").Max(name => SvgWriter.WidthOf(Html.Cut(name, LongestName))), SvgWriter.Width - 24);
        foreach (double tick in x.Ticks)
        {
            svg.Line("grid", x.At(tick), Top, x.At(tick), bottom);
            svg.Text("tick", x.At(tick), bottom + 17, x.Text(tick), "middle");
        }

        svg.Line("axis", x.At(0), Top, x.At(0), bottom);
        svg.Text("label", (x.From + x.To) / 2, svg.Height - 6, X.Text, "middle");
        for (int row = 0; row < Rows.Count; row++) DrawRow(svg, x, Rows[row], Top + (row + 0.5) * LineHeight);
        return svg;
    }

    void DrawRow(SvgWriter svg, Scale x, IntervalRow row, double y)
    {
        svg.Text("name", x.From - 8, y + 4, Html.Cut(row.Name, LongestName), "end");
        if (!X.Shows(row.Mean)) return;
        var look = new SeriesLook(row.ExcludesZero ? 0 : 1);
        if (X.Shows(row.Low) && X.Shows(row.High))
        {
            (double low, double high) = (x.At(row.Low), x.At(row.High));
            svg.Path($"whisker {look.Style}", $"M{SvgWriter.Number(low)} {SvgWriter.Number(y)}H{SvgWriter.Number(high)}M{SvgWriter.Number(low)} {SvgWriter.Number(y - 4)}v8M{SvgWriter.Number(high)} {SvgWriter.Number(y - 4)}v8");
        }

        string tip = $"{row.Name}: {ReportNumber.Text(row.Mean)} {X.Unit}, from {ReportNumber.Text(row.Low)} to {ReportNumber.Text(row.High)}";
        svg.Path($"{(row.ExcludesZero ? "dot" : "hollow")} {look.Style}", new SeriesLook(0).Marker(x.At(row.Mean), y, 4.5), title: tip);
    }
}
