using Surprisal.Losses;

namespace Surprisal;

/// <summary>A chart's numbers.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">What runs to the right.</param>
/// <param name="YLabel">What runs up, with its unit.</param>
/// <param name="Series">The lines or bars.</param>
/// <param name="Categories">The names of bars' places; null for lines.</param>
public sealed record LabChart(string Title, string XLabel, string YLabel, IReadOnlyList<LabSeries> Series, IReadOnlyList<string>? Categories = null)
{
    internal static LabChart OfSteps(string title, params ReadOnlySpan<(string Name, IReadOnlyList<double> Nats)> lines)
    {
        List<LabSeries> series = [];
        foreach (var (name, nats) in lines) series.Add(new(name, [.. Enumerable.Range(0, nats.Count).Select(step => (double)step)], [.. nats]));
        return new(title, "steps", "nats", series);
    }

    internal static LabChart OfSlopes(params ReadOnlySpan<(string Name, ProbeReport Report)> losses)
    {
        List<LabSeries> series = [];
        foreach (var (name, report) in losses) series.Add(new(name, [.. report.Curve.Select(p => p.Margin)], [.. report.Curve.Select(p => p.Slope)]));
        return new("How hard a loss pulls", "margin of the true class, in logits", "∂ℓ/∂margin", series);
    }
}

/// <summary>One line, or one colour of bars.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="X">Where; for bars the number of the category.</param>
/// <param name="Y">How much; not finite where there is no point.</param>
public sealed record LabSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);
