using System.Globalization;
using System.Text;

namespace Surprisal.Reports;

/// <summary>An example in a plane.</summary>
/// <param name="X">Its first feature.</param>
/// <param name="Y">Its second feature.</param>
/// <param name="Class">What it is: an index of the chart's classes.</param>
public readonly record struct FieldPoint(double X, double Y, int Class);

/// <summary>What a model would say anywhere in a plane: each class has a colour, strong where its probability is high, with lines where the answer changes.</summary>
public sealed record FieldChart : Chart
{
    const double PlotHeight = 400;
    const int Strengths = 6, MostPoints = 800;

    /// <summary>The first feature; it needs its two ends.</summary>
    public required Axis X { get; init; }

    /// <summary>The second feature; it needs its two ends.</summary>
    public required Axis Y { get; init; }

    /// <summary>The names of the classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>How many cells the plane has from left to right.</summary>
    public required int Columns { get; init; }

    /// <summary>The likeliest class of each cell, row by row from the top left.</summary>
    public required IReadOnlyList<int> Answers { get; init; }

    /// <summary>The probability of that class, in [0, 1].</summary>
    public required IReadOnlyList<double> Probabilities { get; init; }

    /// <summary>Examples to show on it; of very many, some evenly chosen.</summary>
    public IReadOnlyList<FieldPoint> Points { get; init; } = [];

    /// <inheritdoc/>
    public override ReportTable Numbers => new(
        ["class", "share of the plane", "mean probability there", "points"],
        [.. Classes.Select((name, k) =>
        {
            int[] cells = [.. Enumerable.Range(0, Answers.Count).Where(i => Answers[i] == k)];
            double mean = cells.Length == 0 ? double.NaN : cells.Average(i => Probabilities[i]);
            return (IReadOnlyList<string>)[name, ReportNumber.Text((double)cells.Length / Answers.Count), ReportNumber.Text(mean), ReportNumber.Text(Points.Count(p => p.Class == k))];
        })],
        Title);

    private protected override SvgWriter Draw()
    {
        if (Columns < 1 || Answers.Count == 0 || Answers.Count % Columns != 0 || Probabilities.Count != Answers.Count || X.Low is null || X.High is null || Y.Low is null || Y.High is null)
            throw new ArgumentException($"a field needs the ends of both axes and whole rows of {Columns} cells, got {Answers.Count} answers and {Probabilities.Count} probabilities.");
        var legend = new Legend(Classes);
        var svg = new SvgWriter(legend.Height + PlotHeight);
        var plot = new Plot(svg, Scale.Of(X, [], 6), Scale.Of(Y, [], 6), X, Y, legend.Height);
        legend.Draw(svg, (k, left, top) =>
        {
            var look = new SeriesLook(k);
            svg.Rectangle($"cell {look.Style}", left, top - 7, 24, 14, 0.4);
            svg.Path($"dot {look.Style}", look.Marker(left + 12, top, 3.5));
        });
        plot.Clip();
        DrawCells(svg, plot);
        DrawBorders(svg, plot);
        foreach (int i in Thinning.Even(Points.Count, MostPoints))
        {
            var look = new SeriesLook(Points[i].Class);
            svg.Path($"dot {look.Style}", look.Marker(plot.X.At(Points[i].X), plot.Y.At(Points[i].Y), 3));
        }

        svg.EndClip();
        return svg;
    }

    // One path for each class and strength, with a stroke through each run of equal cells: thousands of cells become some dozen elements.
    void DrawCells(SvgWriter svg, Plot plot)
    {
        var paths = new SortedDictionary<(int Class, int Strength), StringBuilder>();
        (double width, double height) = CellSize(plot);
        for (int start = 0; start < Answers.Count;)
        {
            int end = start + 1;
            while (end < Answers.Count && end % Columns != 0 && Look(end) == Look(start)) end++;
            if (!paths.TryGetValue(Look(start), out var path)) paths[Look(start)] = path = new();
            double x = plot.X.From + start % Columns * width, y = plot.Y.To + start / Columns * height;
            path.Append(CultureInfo.InvariantCulture, $"M{SvgWriter.Number(x)} {SvgWriter.Number(y)}h{SvgWriter.Number((end - start) * width)}v{SvgWriter.Number(height)}H{SvgWriter.Number(x)}z");
            start = end;
        }

        foreach (var ((k, strength), path) in paths) svg.Shade($"field {new SeriesLook(k).Style}", path.ToString(), 0.1 + 0.45 * strength / Strengths);
    }

    void DrawBorders(SvgWriter svg, Plot plot)
    {
        var path = new StringBuilder();
        (double width, double height) = CellSize(plot);
        for (int i = 0; i < Answers.Count; i++)
        {
            double x = plot.X.From + i % Columns * width, y = plot.Y.To + i / Columns * height;
            if (i % Columns > 0 && Answers[i] != Answers[i - 1]) path.Append(CultureInfo.InvariantCulture, $"M{SvgWriter.Number(x)} {SvgWriter.Number(y)}v{SvgWriter.Number(height)}");
            if (i >= Columns && Answers[i] != Answers[i - Columns]) path.Append(CultureInfo.InvariantCulture, $"M{SvgWriter.Number(x)} {SvgWriter.Number(y)}h{SvgWriter.Number(width)}");
        }

        svg.Path("border", path.ToString());
    }

    (double Width, double Height) CellSize(Plot plot) =>
        ((plot.X.To - plot.X.From) / Columns, (plot.Y.From - plot.Y.To) / (Answers.Count / Columns));

    (int Class, int Strength) Look(int cell)
    {
        // From what a coin would say to certainty.
        double chance = 1.0 / Math.Max(2, Classes.Count), sure = (Probabilities[cell] - chance) / (1 - chance);
        return (Answers[cell], (int)Math.Round(Strengths * Math.Clamp(sure, 0, 1)));
    }
}
