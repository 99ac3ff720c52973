namespace Surprisal;

/// <summary>A function of one number, with its slope.</summary>
interface ILine
{
    (double Value, double Slope) At(double step);
}

/// <summary>
/// Finds a step that satisfies the strong Wolfe conditions: the value falls by at least a share of what the slope promises, and the slope
/// becomes flatter. Nocedal and Wright (2006), algorithms 3.5 and 3.6, with cubic interpolation.
/// </summary>
static class LineSearch
{
    const double Decrease = 1e-4, Curvature = 0.9;
    const int MaxEvaluations = 30;

    /// <summary>Searches along <paramref name="line"/>, whose last evaluation is the step found.</summary>
    /// <param name="line">The function; step 0 is where it stands.</param>
    /// <param name="value">Its value at 0.</param>
    /// <param name="slope">Its slope at 0, below 0.</param>
    /// <param name="first">The step to try first.</param>
    /// <param name="found">The value at the step found.</param>
    /// <returns>False where no step lowers the value within floating point.</returns>
    public static bool Find<TLine>(TLine line, double value, double slope, double first, out double found)
        where TLine : ILine, allows ref struct
    {
        var start = new Point(0, value, slope);
        var low = start;
        double step = first, noise = 1e-14 * Math.Abs(value);
        for (int i = 0; i < MaxEvaluations; i++)
        {
            var point = At(line, step);
            if (!double.IsFinite(point.Value) || !double.IsFinite(point.Slope))
            {
                step = low.Step + (step - low.Step) * 0.1; // beyond the number range: come back
                continue;
            }
            if (Falls(start, point, noise) && (low.Step == 0 || point.Value < low.Value))
            {
                if (Math.Abs(point.Slope) <= -Curvature * slope) return Accept(point, out found);
                if (point.Slope < 0)
                {
                    (low, step) = (point, Math.Min(Math.Max(Cubic(low, point), 2 * step), 10 * step));
                    continue;
                }
                return Zoom(line, start, point, low, noise, out found);
            }
            return Zoom(line, start, low, point, noise, out found);
        }
        found = value;
        return false;
    }

    /// <summary>Narrows down between the best point so far and one beyond the minimum.</summary>
    static bool Zoom<TLine>(TLine line, in Point start, Point low, Point high, double noise, out double found)
        where TLine : ILine, allows ref struct
    {
        var last = high;
        for (int i = 0; i < MaxEvaluations; i++)
        {
            double width = high.Step - low.Step;
            if (Math.Abs(width) <= 1e-12 * Math.Max(Math.Abs(high.Step), Math.Abs(low.Step))) break;
            double step = Math.Clamp((Cubic(low, high) - low.Step) / width, 0.1, 0.9) * width + low.Step; // never too near an end
            last = At(line, step);
            if (!double.IsFinite(last.Value) || !Falls(start, last, noise) || last.Value > low.Value + noise)
            {
                high = last with { Value = double.IsFinite(last.Value) ? last.Value : double.MaxValue };
                continue;
            }
            if (Math.Abs(last.Slope) <= -Curvature * start.Slope) return Accept(last, out found);
            if (last.Slope * (high.Step - low.Step) >= 0) high = low;
            low = last;
        }
        // No step meets both conditions in floating point: one that lowers the value will do.
        if (low.Step == 0)
        {
            found = start.Value;
            return false;
        }
        if (last.Step != low.Step) low = At(line, low.Step);
        found = low.Value;
        return low.Value < start.Value;
    }

    static bool Falls(in Point start, in Point point, double noise) => point.Value <= start.Value + Decrease * point.Step * start.Slope + noise;

    static bool Accept(in Point point, out double found)
    {
        found = point.Value;
        return true;
    }

    static Point At<TLine>(TLine line, double step)
        where TLine : ILine, allows ref struct
    {
        var (value, slope) = line.At(step);
        return new Point(step, value, slope);
    }

    /// <summary>The minimum of the cubic through two points and their slopes; the middle where there is none.</summary>
    static double Cubic(in Point a, in Point b)
    {
        double d1 = a.Slope + b.Slope - 3 * (a.Value - b.Value) / (a.Step - b.Step), square = d1 * d1 - a.Slope * b.Slope;
        if (!(square >= 0)) return (a.Step + b.Step) / 2;
        double d2 = Math.Sign(b.Step - a.Step) * Math.Sqrt(square);
        double step = b.Step - (b.Step - a.Step) * (b.Slope + d2 - d1) / (b.Slope - a.Slope + 2 * d2);
        return double.IsFinite(step) ? step : (a.Step + b.Step) / 2;
    }

    readonly record struct Point(double Step, double Value, double Slope);
}
