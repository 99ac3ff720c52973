namespace Surprisal.Reports.Tests;

/// <summary>Colours are seen, on both backgrounds and by colour-blind eyes.</summary>
public sealed class StyleTests
{
    // WCAG 2.2, relative luminance.
    static double Luminance(double[] rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];

    static double[] Linear(string colour) => [.. Enumerable.Range(0, 3).Select(i =>
    {
        double c = Convert.ToInt32(colour.Substring(1 + 2 * i, 2), 16) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    })];

    static double Contrast(string a, string b)
    {
        double[] both = [Luminance(Linear(a)), Luminance(Linear(b))];
        return (both.Max() + 0.05) / (both.Min() + 0.05);
    }

    [Fact]
    public void Series_have_a_contrast_of_three_and_text_of_four_and_a_half()
    {
        Assert.All(ReportStyle.LightSeries, colour => Assert.InRange(Contrast(colour, ReportStyle.LightSurface), 3, 21));
        Assert.All(ReportStyle.DarkSeries, colour => Assert.InRange(Contrast(colour, ReportStyle.DarkSurface), 3, 21));
        Assert.All([ReportStyle.LightInk, ReportStyle.LightMuted], colour => Assert.InRange(Contrast(colour, ReportStyle.LightSurface), 4.5, 21));
        Assert.All([ReportStyle.DarkInk, ReportStyle.DarkMuted], colour => Assert.InRange(Contrast(colour, ReportStyle.DarkSurface), 4.5, 21));
    }

    [Fact]
    public void Twelve_series_differ_without_colour_or_share_no_colour()
    {
        var looks = Enumerable.Range(0, 36).Select(i => new SeriesLook(i)).Select(look => (look.Style, look.Dashes, look.Marker(0, 0))).ToArray();
        Assert.Equal(36, looks.Distinct().Count());
        Assert.Equal(6, looks.Take(6).Select(look => look.Dashes).Distinct().Count());
        Assert.Equal(6, looks.Take(6).Select(look => look.Item3).Distinct().Count());
    }
}
