namespace Surprisal;

/// <summary>
/// Finds a step along a direction that satisfies the strong Wolfe conditions: a fall worth the step, and a slope well below the one
/// at the start (Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6).
/// </summary>
/// <param name="evaluate">The objective and its slope along the direction after a step of that length.</param>
sealed class LineSearch(Func<double, (double Value, double Slope)> evaluate)
{
    const double SufficientFall = 1e-4;
    const double SlopeLeft = 0.9;
    const int MaxEvaluations = 30;

    /// <summary>Evaluations of the last search.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Searches from a first guess on; the last evaluation is that of the step returned.</summary>
    /// <param name="value">The objective at the start.</param>
    /// <param name="slope">Its slope there, negative.</param>
    /// <param name="step">The first guess.</param>
    /// <param name="rounding">How far rounding can move the objective.</param>
    /// <returns>The step found, or null where nothing lower was.</returns>
    public Trial? Search(double value, double slope, double step, double rounding)
    {
        var start = new Trial(0, value, slope);
        // The optimum along the line is between low, the best so far, and high, once that is there.
        Trial low = start;
        Trial? high = null;
        Trial trial = default;
        for (Evaluations = 0; Evaluations < MaxEvaluations;)
        {
            trial = Evaluate(step);
            if (!trial.IsFinite || trial.Value > value + SufficientFall * step * slope + rounding || trial.Value > low.Value + rounding)
            {
                high = trial;
            }
            else if (Math.Abs(trial.Slope) <= -SlopeLeft * slope)
            {
                return trial;
            }
            else
            {
                // Downhill from the trial is the way back: low becomes the far end.
                if (trial.Slope * ((high?.Step ?? double.PositiveInfinity) - low.Step) >= 0) high = low;
                low = trial;
            }

            step = high is { } end ? Between(low, end) : Beyond(start, low);
            if (high is not null && Math.Abs(high.Value.Step - low.Step) <= 1e-12 * low.Step) break;
        }

        if (low.Step == 0 || low.Value >= value) return null;
        return trial.Step == low.Step ? trial : Evaluate(low.Step);
    }

    Trial Evaluate(double step)
    {
        Evaluations++;
        var (value, slope) = evaluate(step);
        return new Trial(step, value, slope);
    }

    static double Between(Trial low, Trial high)
    {
        double width = high.Step - low.Step;
        if (!high.IsFinite) return low.Step + 0.1 * width;
        // A trial next to an end would tell nothing new.
        return low.Step + Math.Clamp(CubicMinimum(low, high), 0.1, 0.9) * width;
    }

    static double Beyond(Trial start, Trial low)
    {
        double factor = CubicMinimum(start, low);
        return low.Step * (factor > 1 ? Math.Clamp(factor, 1.5, 10) : 4);
    }

    /// <summary>Where the cubic through both values and slopes is lowest, as a share of the way from <paramref name="a"/> to <paramref name="b"/>; one half where it has no minimum.</summary>
    static double CubicMinimum(Trial a, Trial b)
    {
        double width = b.Step - a.Step, slopeA = a.Slope * width, slopeB = b.Slope * width;
        double bend = slopeA + slopeB - 3 * (b.Value - a.Value);
        double root = Math.Sqrt(bend * bend - slopeA * slopeB);
        double share = 1 - (slopeB + root - bend) / (slopeB - slopeA + 2 * root);
        return double.IsFinite(share) ? share : 0.5;
    }

    /// <summary>The objective after a step of that length, and its slope along the direction.</summary>
    public readonly record struct Trial(double Step, double Value, double Slope)
    {
        public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);
    }
}
