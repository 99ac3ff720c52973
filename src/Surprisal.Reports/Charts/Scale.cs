namespace Surprisal.Reports;

/// <summary>From numbers to places along an axis, and the round numbers that are marked on it.</summary>
sealed class Scale
{
    readonly Axis _axis;
    readonly double _step;

    Scale(Axis axis, double low, double high, double step, double[] ticks) => (_axis, Low, High, _step, Ticks) = (axis, low, high, step, ticks);

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Where the axis lies in the picture: the place of <see cref="Low"/>.</summary>
    public double From { get; set; }

    /// <summary>The place of <see cref="High"/>.</summary>
    public double To { get; set; }

    /// <summary>The scale that shows all the values that the axis can show, from and to a tick where the axis itself sets no end.</summary>
    public static Scale Of(Axis axis, IEnumerable<double> values, int wanted)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!axis.Shows(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (low > high) (low, high) = axis.IsLogarithmic ? (1, 10) : (0, 1);
        (low, high) = (axis.Low ?? low, axis.High ?? high);
        return axis.IsLogarithmic ? Logarithmic(axis, low, high, wanted) : Linear(axis, low, high, wanted);
    }

    public double At(double value)
    {
        double share = _axis.IsLogarithmic ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low)) : (value - Low) / (High - Low);
        return From + share * (To - From);
    }

    public string Text(double tick) => _axis.IsLogarithmic ? ReportNumber.Text(tick) : ReportNumber.Tick(tick, _step);

    static Scale Linear(Axis axis, double low, double high, int wanted)
    {
        // All values the same but for rounding: show some room around them.
        if (!(high - low > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high))))
        {
            double middle = axis.Low ?? axis.High ?? low;
            (low, high) = middle == 0 ? (0, 1) : (middle - Math.Abs(middle) / 2, middle + Math.Abs(middle) / 2);
        }

        double step = RoundTicks.Step(low, high, wanted);
        if (axis.IsWhole) step = Math.Max(step, 1);
        double first = Math.Floor(low / step + 1e-9), last = Math.Ceiling(high / step - 1e-9);
        low = axis.Low ?? first * step;
        high = axis.High ?? (axis.IsWhole ? high : last * step);
        double slack = (high - low) * 1e-9;
        double[] ticks = [.. RoundTicks.Multiples(step, first, last).Where(tick => tick >= low - slack && tick <= high + slack)];
        return new(axis, low, high, step, ticks);
    }

    static Scale Logarithmic(Axis axis, double low, double high, int wanted)
    {
        if (!(high > low * (1 + 1e-6))) high = low * 10;
        double[] ticks = RoundTicks.Logarithmic(low, high, wanted);
        low = axis.Low ?? Math.Min(low, ticks[0]);
        high = axis.High ?? Math.Max(high, ticks[^1]);
        return new(axis, low, high, 0, [.. ticks.Where(tick => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))]);
    }
}
