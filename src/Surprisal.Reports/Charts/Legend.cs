namespace Surprisal.Reports;

/// <summary>Which look is which series, in as many lines as it takes, above the axes.</summary>
sealed class Legend
{
    const int Most = 12, LongestName = 32;
    const double LineHeight = 18, SampleWidth = 30, Gap = 16;

    readonly List<(int Series, string Name, double X, double Line)> _entries = [];

    public Legend(IReadOnlyList<string> names)
    {
        if (names.Count < 2) return; // the title says what a single series is
        double x = 2, line = 0;
        int shown = names.Count <= Most ? names.Count : Most - 1;
        for (int series = 0; series <= shown && series < names.Count; series++)
        {
            string name = series < shown ? Html.Cut(names[series], LongestName) : $"and {names.Count - shown} more, see the numbers";
            double width = SampleWidth + SvgWriter.WidthOf(name) + Gap;
            if (x > 2 && x + width > SvgWriter.Width) (x, line) = (2, line + 1);
            _entries.Add((series < shown ? series : -1, name, x, line));
            x += width;
        }

        Height = (line + 1) * LineHeight + 4;
    }

    /// <summary>How much of the picture it takes: 0 for a single series.</summary>
    public double Height { get; }

    /// <summary>Draws it with <paramref name="sample"/>, which gets the series and the place of its sample's left end.</summary>
    public void Draw(SvgWriter svg, Action<int, double, double> sample)
    {
        foreach (var (series, name, x, line) in _entries)
        {
            double y = line * LineHeight + 10;
            if (series >= 0) sample(series, x, y);
            svg.Text("name", series >= 0 ? x + SampleWidth : x, y + 4, name);
        }
    }
}
