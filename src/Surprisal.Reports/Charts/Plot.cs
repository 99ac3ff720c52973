namespace Surprisal.Reports;

/// <summary>The rectangle that a chart's numbers are drawn in, with its two axes.</summary>
sealed class Plot
{
    const double TickRoom = 8, LineHeight = 18, Bottom = 40, Right = 14;

    readonly SvgWriter _svg;

    /// <summary>Puts the axes in the picture: the vertical one at the left, its name above it, the horizontal one below.</summary>
    /// <param name="svg">Where to draw.</param>
    /// <param name="x">The horizontal scale; its places are set.</param>
    /// <param name="y">The vertical scale; its places are set.</param>
    /// <param name="xAxis">What is measured along x.</param>
    /// <param name="yAxis">What is measured along y.</param>
    /// <param name="top">How much of the picture is taken already, by a legend.</param>
    /// <param name="end">Where the plot ends with the name of its horizontal axis; null for the picture's end.</param>
    public Plot(SvgWriter svg, Scale x, Scale y, Axis xAxis, Axis yAxis, double top, double? end = null)
    {
        (_svg, X, Y) = (svg, x, y);
        Left = Math.Max(30, TickRoom + 6 + y.Ticks.Max(tick => SvgWriter.WidthOf(y.Text(tick))));
        Top = top + LineHeight + 6;
        (x.From, x.To) = (Left, SvgWriter.Width - Right);
        double foot = end ?? svg.Height;
        (y.From, y.To) = (foot - Bottom, Top);
        svg.Text("label", 2, top + LineHeight - 6, yAxis.Text);
        foreach (double tick in y.Ticks)
        {
            svg.Line("grid", x.From, y.At(tick), x.To, y.At(tick));
            svg.Text("tick", Left - TickRoom, y.At(tick) + 4, y.Text(tick), "end");
        }

        double free = double.NegativeInfinity;
        foreach (double tick in x.Ticks)
        {
            svg.Line("axis", x.At(tick), y.From, x.At(tick), y.From + 4);
            double half = SvgWriter.WidthOf(x.Text(tick)) / 2;
            if (x.At(tick) - half < free) continue; // would touch the one before
            bool wouldPassEdge = x.At(tick) + half > SvgWriter.Width;
            svg.Text("tick", wouldPassEdge ? SvgWriter.Width : x.At(tick), y.From + 17, x.Text(tick), wouldPassEdge ? "end" : "middle");
            free = x.At(tick) + half + 4;
        }

        svg.Line("axis", x.From, y.From, x.To, y.From);
        svg.Text("label", (x.From + x.To) / 2, foot - 6, xAxis.Text, "middle");
    }

    public Scale X { get; }

    public Scale Y { get; }

    public double Left { get; }

    public double Top { get; }

    /// <summary>What follows shows inside the axes only.</summary>
    public void Clip() => _svg.Clip(X.From, Y.To, X.To - X.From, Y.From - Y.To);

    /// <summary>Whether a point lies inside the axes.</summary>
    public bool Holds(double x, double y) => x >= X.Low && x <= X.High && y >= Y.Low && y <= Y.High;

    public string Point(double x, double y) => $"{SvgWriter.Number(X.At(x))} {SvgWriter.Number(Y.At(y))}";
}
