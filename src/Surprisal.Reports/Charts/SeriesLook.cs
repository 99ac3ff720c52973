namespace Surprisal.Reports;

/// <summary>How the n-th series of a chart looks: by colour, dashes and marker, so that paper without colour tells them apart as well.</summary>
readonly record struct SeriesLook(int Index)
{
    /// <summary>How many colours there are.</summary>
    public const int Colours = 6;

    static readonly string?[] s_dashes = [null, "7 3", "2 3", "9 3 2 3", "12 4", "4 2"];

    /// <summary>The class that gives things inside it the series' colour.</summary>
    public string Style => $"s{1 + Index % Colours}";

    /// <summary>The dashes of its line; null is a whole line. Those of the seventh are other than those of the first, which has its colour.</summary>
    public string? Dashes => s_dashes[Place];

    int Place => (Index + Index / Colours) % Colours;

    /// <summary>The outline of its marker around a point.</summary>
    public string Marker(double x, double y, double size = 4)
    {
        string N(double value) => SvgWriter.Number(value);
        double s = size, w = size * 1.25;
        return Place switch
        {
            0 => $"M{N(x - s)} {N(y)}a{N(s)} {N(s)} 0 1 0 {N(2 * s)} 0a{N(s)} {N(s)} 0 1 0 {N(-2 * s)} 0z",
            1 => $"M{N(x - s)} {N(y - s)}h{N(2 * s)}v{N(2 * s)}h{N(-2 * s)}z",
            2 => $"M{N(x)} {N(y - w)}l{N(w)} {N(2 * s)}h{N(-2 * w)}z",
            3 => $"M{N(x)} {N(y - w)}l{N(w)} {N(w)}l{N(-w)} {N(w)}l{N(-w)} {N(-w)}z",
            4 => $"M{N(x)} {N(y + w)}l{N(w)} {N(-2 * s)}h{N(-2 * w)}z",
            _ => $"M{N(x - s)} {N(y - s)}l{N(2 * s)} {N(2 * s)}m0 {N(-2 * s)}l{N(-2 * s)} {N(2 * s)}",
        };
    }
}
