namespace Surprisal.Reports;

/// <summary>Predictions of about the same confidence, and how often they came true.</summary>
/// <param name="Confidence">Their mean probability, in [0, 1].</param>
/// <param name="Accuracy">The share of them that came true, in [0, 1].</param>
/// <param name="Count">How many they are.</param>
/// <param name="Low">The lower end of the interval of <paramref name="Accuracy"/>.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct ReliabilityPoint(double Confidence, double Accuracy, long Count, double Low, double High);

/// <summary>How often what was said with a confidence came true: on the diagonal as often as was said. Below, how many predictions had which.</summary>
public sealed record ReliabilityChart : Chart
{
    const double PlotHeight = 330, CountsHeight = 74;

    static readonly Axis s_confidence = new("confidence: the probability given") { Low = 0, High = 1 };
    static readonly Axis s_accuracy = new("share that came true") { Low = 0, High = 1 };

    /// <summary>By rising confidence; one without predictions is left out.</summary>
    public required IReadOnlyList<ReliabilityPoint> Points { get; init; }

    /// <summary>How many predictions fell into each of as many stretches of equal width from 0 to 1, to be shown below; empty shows none.</summary>
    public IReadOnlyList<long> Histogram { get; init; } = [];

    /// <inheritdoc/>
    public override ReportTable Numbers => new(
        ["confidence", "came true", "95 % interval", "predictions"],
        [.. Shown.Select(p => (IReadOnlyList<string>)[ReportNumber.Text(p.Confidence), ReportNumber.Text(p.Accuracy), $"{ReportNumber.Text(p.Low)} to {ReportNumber.Text(p.High)}", ReportNumber.Text(p.Count)])],
        Title);

    IEnumerable<ReliabilityPoint> Shown => Points.Where(p => p.Count > 0 && double.IsFinite(p.Confidence) && double.IsFinite(p.Accuracy));

    private protected override SvgWriter Draw()
    {
        var svg = new SvgWriter(PlotHeight + (Histogram.Count == 0 ? 0 : CountsHeight));
        var plot = new Plot(svg, Scale.Of(s_confidence, [], 5), Scale.Of(s_accuracy, [], 5), s_confidence, s_accuracy, top: 0, PlotHeight);
        svg.Line("mark", plot.X.At(0), plot.Y.At(0), plot.X.At(1), plot.Y.At(1), "4 4");
        ReliabilityPoint[] points = [.. Shown];
        var look = new SeriesLook(0);
        svg.Path($"line {look.Style}", points.Length == 0 ? "" : $"M{string.Join('L', points.Select(p => plot.Point(p.Confidence, p.Accuracy)))}");
        foreach (var point in points)
        {
            double x = plot.X.At(point.Confidence);
            svg.Line($"whisker {look.Style}", x, plot.Y.At(point.Low), x, plot.Y.At(point.High));
            string tip = $"{ReportNumber.Text(point.Count)} predictions with a confidence of {ReportNumber.Text(point.Confidence)}: {ReportNumber.Text(point.Accuracy)} of them came true";
            svg.Path($"marker {look.Style}", look.Marker(x, plot.Y.At(point.Accuracy)), title: tip);
        }

        if (Histogram.Count > 0) DrawHistogram(svg, plot);
        return svg;
    }

    void DrawHistogram(SvgWriter svg, Plot plot)
    {
        double bottom = PlotHeight + CountsHeight - 4, height = CountsHeight - 26, width = (plot.X.To - plot.X.From) / Histogram.Count;
        long most = Math.Max(1, Histogram.Max());
        svg.Text("label", 2, PlotHeight + 14, $"predictions, at most {ReportNumber.Text(most)} in one bar");
        svg.Line("axis", plot.X.From, bottom, plot.X.To, bottom);
        for (int bin = 0; bin < Histogram.Count; bin++)
        {
            double size = height * Histogram[bin] / most;
            if (Histogram[bin] > 0) svg.Rectangle("bar s1", plot.X.From + bin * width + 1, bottom - size, width - 2, size, 0.5, ReportNumber.Text(Histogram[bin]));
        }
    }
}
