namespace Surprisal.Reports;

/// <summary>The bars of one colour in a <see cref="BarChart"/>.</summary>
/// <param name="Name">What the legend calls them.</param>
/// <param name="Values">One for each of the chart's categories; one that is not finite has no bar.</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values);

/// <summary>Lying bars, in groups where there are several series: one group per category, from the top.</summary>
public sealed record BarChart : Chart
{
    const double Thickness = 13, GroupGap = 9, Bottom = 40, ValueRoom = 46;
    const int LongestName = 20;

    /// <summary>What is measured along the bars; it begins at 0 unless a bar is negative.</summary>
    public required Axis X { get; init; }

    /// <summary>What the categories are, for the table's first column: "class".</summary>
    public required string CategoryTitle { get; init; }

    /// <summary>The name of each group.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>The bars of a group, the first on top.</summary>
    public required IReadOnlyList<BarSeries> Series { get; init; }

    /// <inheritdoc/>
    public override ReportTable Numbers => new(
        [CategoryTitle, .. Series.Select(series => series.Name)],
        [.. Categories.Select((name, i) => (IReadOnlyList<string>)[name, .. Series.Select(series => ReportNumber.Text(series.Values[i]))])],
        $"{Title}: {X.Text}");

    private protected override SvgWriter Draw()
    {
        foreach (var series in Series)
        {
            if (series.Values.Count != Categories.Count)
                throw new ArgumentException($"series '{series.Name}' has {series.Values.Count} values, {Categories.Count} expected, one for each category.");
        }

        var legend = new Legend([.. Series.Select(series => series.Name)]);
        double group = Thickness * Series.Count + GroupGap, bottom = legend.Height + Math.Max(1, Categories.Count) * group + GroupGap;
        var svg = new SvgWriter(bottom + Bottom);
        var x = Scale.Of(X, Series.SelectMany(series => series.Values).Append(0), 6);
        (x.From, x.To) = (18 + Categories.Append("").Max(name => SvgWriter.WidthOf(Html.Cut(name, LongestName))), SvgWriter.Width - ValueRoom);
        legend.Draw(svg, (series, left, top) => svg.Rectangle($"bar {new SeriesLook(series).Style}", left, top - 6, 22, 12, Strength(series)));
        DrawAxis(svg, x, legend.Height, bottom);
        for (int category = 0; category < Categories.Count; category++)
        {
            double top = legend.Height + GroupGap + category * group;
            svg.Text("name", x.From - 8, top + Thickness * Series.Count / 2 + 4, Html.Cut(Categories[category], LongestName), "end");
            for (int series = 0; series < Series.Count; series++) DrawBar(svg, x, category, series, top + series * Thickness);
        }

        return svg;
    }

    void DrawAxis(SvgWriter svg, Scale x, double top, double bottom)
    {
        foreach (double tick in x.Ticks)
        {
            svg.Line("grid", x.At(tick), top, x.At(tick), bottom);
            svg.Text("tick", x.At(tick), bottom + 17, x.Text(tick), "middle");
        }

        svg.Line("axis", x.At(0), top, x.At(0), bottom);
        svg.Text("label", (x.From + x.To) / 2, svg.Height - 6, X.Text, "middle");
    }

    void DrawBar(SvgWriter svg, Scale x, int category, int series, double top)
    {
        double value = Series[series].Values[category];
        if (!X.Shows(value)) return;
        double from = Math.Min(x.At(0), x.At(value)), width = Math.Abs(x.At(value) - x.At(0));
        string tip = $"{Categories[category]}, {Series[series].Name}: {ReportNumber.Text(value)} {X.Unit}".TrimEnd();
        svg.Rectangle($"bar {new SeriesLook(series).Style}", from, top + 0.5, width, Thickness - 1, Strength(series), tip);
        svg.Text("value", Math.Max(x.At(value), x.At(0)) + 4, top + Thickness - 3, ReportNumber.Text(value));
    }

    // Without colours the fill tells the bars of a group apart: full, half, nearly empty.
    static double Strength(int series) => (series % 3) switch { 0 => 1, 1 => 0.5, _ => 0.15 };
}
