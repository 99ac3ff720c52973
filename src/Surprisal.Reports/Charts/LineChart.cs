using System.Text;

namespace Surprisal.Reports;

/// <summary>Lines over one axis, such as losses over epochs, each with an optional band around it.</summary>
public sealed record LineChart : Chart
{
    const double PlotHeight = 290;
    const int MostTableRows = 60, FewEnoughForMarkers = 40, Markers = 8;

    /// <summary>What is measured from left to right.</summary>
    public required Axis X { get; init; }

    /// <summary>What is measured upwards.</summary>
    public required Axis Y { get; init; }

    /// <summary>The lines; in many or long ones points are left out that would not be seen.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>Places to point out.</summary>
    public IReadOnlyList<LineMark> Marks { get; init; } = [];

    /// <inheritdoc/>
    public override ReportTable Numbers
    {
        get
        {
            double[] all = [.. Series.SelectMany(series => series.X).Where(double.IsFinite).Distinct().Order()];
            double[] shown = [.. Thinning.Even(all.Length, MostTableRows).Select(i => all[i])];
            double[][] places = [.. Series.Select(series => series.X.ToArray())];
            var header = new List<string> { X.Text };
            foreach (var series in Series) header.AddRange(series.HasBand ? [series.Name, "low", "high"] : [series.Name]);
            var rows = shown.Select(x => (IReadOnlyList<string>)[ReportNumber.Text(x), .. Series.SelectMany((series, s) => Cells(series, Array.BinarySearch(places[s], x)))]).ToArray();
            return new(header, rows, $"{Title}: {Y.Text}");
        }
    }

    private protected override SvgWriter Draw()
    {
        foreach (var series in Series) series.Check();
        var legend = new Legend([.. Series.Select(series => series.Name)]);
        var svg = new SvgWriter(legend.Height + PlotHeight);
        var x = Scale.Of(X, Series.SelectMany(series => series.X).Concat(Marks.Select(mark => mark.X)), 8);
        var y = Scale.Of(Y, Series.SelectMany(series => series.HasBand ? series.Y.Concat(series.Low!).Concat(series.High!) : series.Y), 6);
        var plot = new Plot(svg, x, y, X, Y, legend.Height);
        legend.Draw(svg, (series, left, top) =>
        {
            var look = new SeriesLook(series);
            svg.Line($"line {look.Style}", left, top, left + 24, top, look.Dashes);
            svg.Path($"marker {look.Style}", look.Marker(left + 12, top));
        });
        foreach (var mark in Marks.Where(mark => X.Shows(mark.X))) DrawMark(svg, plot, mark);
        int most = Thinning.PointsFor(Series.Count);
        plot.Clip();
        for (int s = 0; s < Series.Count; s++) DrawBand(svg, plot, Series[s], new SeriesLook(s), most);
        for (int s = 0; s < Series.Count; s++) DrawLine(svg, plot, Series[s], new SeriesLook(s), most);
        svg.EndClip();
        for (int s = 0; s < Series.Count; s++) DrawMarkers(svg, plot, Series[s], new SeriesLook(s));
        return svg;
    }

    static void DrawMark(SvgWriter svg, Plot plot, LineMark mark)
    {
        double x = plot.X.At(mark.X);
        bool isRight = x + SvgWriter.WidthOf(mark.Name) + 6 > plot.X.To;
        svg.Line("mark", x, plot.Y.From, x, plot.Y.To, "3 3");
        svg.Text("note", isRight ? x - 5 : x + 5, plot.Y.To + 11, mark.Name, isRight ? "end" : "start");
    }

    void DrawLine(SvgWriter svg, Plot plot, LineSeries series, SeriesLook look, int most)
    {
        var path = new StringBuilder();
        bool isDrawing = false;
        foreach (int i in Thinning.Extremes(series.Y, most))
        {
            if (!Shows(series, i))
            {
                isDrawing = false;
                continue;
            }

            path.Append(isDrawing ? 'L' : 'M').Append(plot.Point(series.X[i], series.Y[i]));
            isDrawing = true;
        }

        svg.Path($"line {look.Style}", path.ToString(), look.Dashes, series.Name);
    }

    void DrawBand(SvgWriter svg, Plot plot, LineSeries series, SeriesLook look, int most)
    {
        if (!series.HasBand) return;
        int[] shown = [.. Thinning.Extremes(series.Y, most).Where(i => X.Shows(series.X[i]) && Y.Shows(series.Low![i]) && Y.Shows(series.High![i]))];
        if (shown.Length < 2) return;
        var upper = shown.Select(i => plot.Point(series.X[i], series.High![i]));
        var lower = shown.Reverse().Select(i => plot.Point(series.X[i], series.Low![i]));
        svg.Path($"band {look.Style}", $"M{string.Join('L', upper.Concat(lower))}z");
    }

    void DrawMarkers(SvgWriter svg, Plot plot, LineSeries series, SeriesLook look)
    {
        int count = series.X.Count;
        bool isFew = count <= FewEnoughForMarkers && Series.Count <= SeriesLook.Colours;
        foreach (int i in isFew ? Thinning.Even(count, count) : Thinning.Even(count, Markers))
        {
            if (!Shows(series, i) || !plot.Holds(series.X[i], series.Y[i])) continue;
            string? tip = isFew ? $"{series.Name}, {X.Label} {ReportNumber.Text(series.X[i])}: {ReportNumber.Text(series.Y[i])} {Y.Unit}".TrimEnd() : null;
            svg.Path($"marker {look.Style}", look.Marker(plot.X.At(series.X[i]), plot.Y.At(series.Y[i]), isFew ? 3 : 3.5), title: tip);
        }
    }

    bool Shows(LineSeries series, int i) => X.Shows(series.X[i]) && Y.Shows(series.Y[i]);

    static IEnumerable<string> Cells(LineSeries series, int i)
    {
        bool isThere = i >= 0;
        yield return isThere ? ReportNumber.Text(series.Y[i]) : "";
        if (!series.HasBand) yield break;
        yield return isThere ? ReportNumber.Text(series.Low![i]) : "";
        yield return isThere ? ReportNumber.Text(series.High![i]) : "";
    }
}
