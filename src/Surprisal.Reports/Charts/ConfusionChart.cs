using System.Globalization;
using System.Text;

namespace Surprisal.Reports;

/// <summary>Which class was taken for which: a square for each pair, the stronger the larger its share of the true class's rows.</summary>
public sealed record ConfusionChart : Chart
{
    const double LargestSquare = 46, Legible = 22, HeaderRoom = 20;
    const int LongestName = 12;

    /// <summary>The classes, as rows and as columns.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>How many rows of class i were predicted to be of class j, at [i][j].</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Counts { get; init; }

    /// <inheritdoc/>
    public override ReportTable Numbers => new(
        ["truth ↓  predicted →", .. Classes],
        [.. Classes.Select((name, i) => (IReadOnlyList<string>)[name, .. Counts[i].Select(count => ReportNumber.Text(count))])],
        $"{Title}: rows");

    private protected override SvgWriter Draw()
    {
        if (Counts.Count != Classes.Count || Counts.Any(row => row.Count != Classes.Count))
            throw new ArgumentException($"{Classes.Count} × {Classes.Count} counts expected, one for each pair of classes.");
        double longest = Classes.Append("").Max(name => SvgWriter.WidthOf(Html.Cut(name, LongestName)));
        double left = longest + 14, square = Math.Min(LargestSquare, (SvgWriter.Width - left - 8) / Math.Max(1, Classes.Count));
        bool isTurned = longest > square - 4;
        double top = HeaderRoom + (isTurned ? longest + 10 : 22);
        var svg = new SvgWriter(top + Classes.Count * square + 8);
        svg.Text("label", 2, 14, "truth ↓  predicted →");
        for (int k = 0; k < Classes.Count; k++) DrawNames(svg, k, left, top, square, isTurned);
        DrawGrid(svg, left, top, square);
        for (int truth = 0; truth < Classes.Count; truth++)
        {
            double total = Math.Max(1, Counts[truth].Sum());
            for (int predicted = 0; predicted < Classes.Count; predicted++)
                DrawSquare(svg, truth, predicted, Counts[truth][predicted] / total, left + predicted * square, top + truth * square, square);
        }

        return svg;
    }

    void DrawNames(SvgWriter svg, int k, double left, double top, double square, bool isTurned)
    {
        // Letters are 13 high: where squares are smaller, only every second, third … has room for its name.
        if (k % (int)Math.Ceiling(14 / square) != 0) return;
        string name = Html.Cut(Classes[k], LongestName);
        double middle = (k + 0.5) * square;
        svg.Text("tick", left - 6, top + middle + 4, name, "end");
        if (isTurned) svg.Text("tick", left + middle + 4, top - 6, name, turn: -90);
        else svg.Text("tick", left + middle, top - 7, name, "middle");
    }

    void DrawGrid(SvgWriter svg, double left, double top, double square)
    {
        double size = Classes.Count * square;
        var path = new StringBuilder();
        for (int k = 0; k <= Classes.Count; k++)
        {
            path.Append(CultureInfo.InvariantCulture, $"M{SvgWriter.Number(left)} {SvgWriter.Number(top + k * square)}h{SvgWriter.Number(size)}");
            path.Append(CultureInfo.InvariantCulture, $"M{SvgWriter.Number(left + k * square)} {SvgWriter.Number(top)}v{SvgWriter.Number(size)}");
        }

        svg.Path("grid", path.ToString());
    }

    void DrawSquare(SvgWriter svg, int truth, int predicted, double share, double x, double y, double square)
    {
        long count = Counts[truth][predicted];
        if (count == 0) return; // most of a large matrix
        // The root of the share: a mistake made in one row of a hundred must be seen. Right answers have one colour, mistakes another.
        double strength = Math.Sqrt(share);
        string tip = $"{ReportNumber.Text(count)} of {Classes[truth]} predicted as {Classes[predicted]}";
        svg.Rectangle(truth == predicted ? "cell s1" : "cell s2", x, y, square, square, strength, tip);
        string text = ReportNumber.Text(count);
        if (square >= Legible && SvgWriter.WidthOf(text) * 0.85 < square)
            svg.Text(strength > 0.6 ? "count onstrong" : "count", x + square / 2, y + square / 2 + 4, text, "middle");
    }
}
