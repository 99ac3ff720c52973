namespace Surprisal.Reports;

/// <summary>A number that is known up to an interval.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Mean">The number itself.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
public readonly record struct IntervalRow(string Name, double Mean, double Low, double High)
{
    /// <summary>A few words at the right: "no difference shown"; empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether its marker is filled; null fills it where the interval does not hold zero. A test that allows for many rows is stricter than one interval.</summary>
    public bool? IsShown { get; init; }

    internal bool ExcludesZero => Low > 0 || High < 0;

    internal bool IsFilled => IsShown ?? ExcludesZero;
}

/// <summary>Numbers with their intervals, one below the other; differences beside a line at zero, which luck may or may not explain.</summary>
/// <remarks>The marker of a difference that is shown is filled, of any other hollow.</remarks>
public sealed record IntervalChart : Chart
{
    const double LineHeight = 26, LineHeightBelowName = 42, NameHeight = 19, Bottom = 40, Top = 8;
    const int LongestBeside = 30, LongestAbove = 44, LongestAlone = 64;

    /// <summary>What is measured.</summary>
    public required Axis X { get; init; }

    /// <summary>What the rows are, for the table's first column: "pair of losses".</summary>
    public required string RowTitle { get; init; }

    /// <summary>Whether the numbers are differences: zero is then always on the axis, and rows are told apart by it.</summary>
    public bool AreDifferences { get; init; } = true;

    /// <summary>The numbers, from the top.</summary>
    public required IReadOnlyList<IntervalRow> Rows { get; init; }

    /// <inheritdoc/>
    public override ReportTable Numbers => new(
        [RowTitle, X.Text, "low", "high", .. AreDifferences ? (string[])["holds zero"] : []],
        [.. Rows.Select(row => (IReadOnlyList<string>)[
            row.Name, ReportNumber.Text(row.Mean), ReportNumber.Text(row.Low), ReportNumber.Text(row.High), .. AreDifferences ? (string[])[row.ExcludesZero ? "no" : "yes"] : []])],
        Title);

    // Long names, and words behind them, stand above their intervals: beside them they would leave no room for these.
    bool IsNamedAbove => Rows.Any(row => row.Note.Length > 0 || row.Name.Length > LongestBeside);

    private protected override SvgWriter Draw()
    {
        double lineHeight = IsNamedAbove ? LineHeightBelowName : LineHeight, bottom = Top + Math.Max(1, Rows.Count) * lineHeight;
        var svg = new SvgWriter(bottom + Bottom);
        var x = Scale.Of(X, Rows.SelectMany(row => new[] { row.Mean, row.Low, row.High }).Concat(AreDifferences ? [0.0] : []), 5);
        double names = IsNamedAbove ? 0 : Rows.Select(row => row.Name).Append("").Max(SvgWriter.WidthOf);
        (x.From, x.To) = (24 + names, SvgWriter.Width - 24);
        foreach (double tick in x.Ticks)
        {
            DrawUpright(svg, "grid", x.At(tick), lineHeight);
            svg.Text("tick", x.At(tick), bottom + 17, x.Text(tick), "middle");
        }

        if (AreDifferences) DrawUpright(svg, "axis", x.At(0), lineHeight);
        svg.Text("label", (x.From + x.To) / 2, svg.Height - 6, X.Text, "middle");
        for (int row = 0; row < Rows.Count; row++) DrawRow(svg, x, Rows[row], Top + row * lineHeight);
        return svg;
    }

    // Through the intervals, not through the names above them.
    void DrawUpright(SvgWriter svg, string style, double x, double lineHeight)
    {
        for (int row = 0; row < Rows.Count && IsNamedAbove; row++) svg.Line(style, x, Top + row * lineHeight + NameHeight, x, Top + (row + 1) * lineHeight);
        if (!IsNamedAbove) svg.Line(style, x, Top, x, Top + Math.Max(1, Rows.Count) * lineHeight);
    }

    void DrawRow(SvgWriter svg, Scale x, IntervalRow row, double top)
    {
        double y = top + (IsNamedAbove ? LineHeightBelowName - 12 : LineHeight / 2);
        if (IsNamedAbove)
        {
            svg.Text("name", 2, top + 14, Html.Cut(row.Name, row.Note.Length == 0 ? LongestAlone : LongestAbove));
            svg.Text("note", SvgWriter.Width - 2, top + 14, row.Note, "end");
        }
        else
        {
            svg.Text("name", x.From - 8, y + 4, row.Name, "end");
        }

        DrawInterval(svg, x, row, y);
    }

    void DrawInterval(SvgWriter svg, Scale x, IntervalRow row, double y)
    {
        if (!X.Shows(row.Mean)) return;
        bool isFilled = row.IsFilled || !AreDifferences;
        var look = new SeriesLook(isFilled ? 0 : 1);
        if (X.Shows(row.Low) && X.Shows(row.High))
        {
            (double low, double high) = (x.At(row.Low), x.At(row.High));
            svg.Path($"whisker {look.Style}", $"M{SvgWriter.Number(low)} {SvgWriter.Number(y)}H{SvgWriter.Number(high)}M{SvgWriter.Number(low)} {SvgWriter.Number(y - 4)}v8M{SvgWriter.Number(high)} {SvgWriter.Number(y - 4)}v8");
        }

        string tip = $"{row.Name}: {ReportNumber.Text(row.Mean)} {X.Unit}, from {ReportNumber.Text(row.Low)} to {ReportNumber.Text(row.High)}";
        svg.Path($"{(isFilled ? "dot" : "hollow")} {look.Style}", new SeriesLook(0).Marker(x.At(row.Mean), y, 4.5), title: tip);
    }
}
