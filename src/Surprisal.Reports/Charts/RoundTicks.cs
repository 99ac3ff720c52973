namespace Surprisal.Reports;

/// <summary>The numbers an axis marks: 1, 2 or 5 times a power of ten apart.</summary>
static class RoundTicks
{
    /// <summary>The smallest round distance that needs at most <paramref name="wanted"/> steps from low to high.</summary>
    public static double Step(double low, double high, int wanted)
    {
        double least = (high - low) / wanted;
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double share = least / power;
        return power * (share <= 1 + 1e-9 ? 1 : share <= 2 + 1e-9 ? 2 : share <= 5 + 1e-9 ? 5 : 10);
    }

    /// <summary>step·first, …, step·last, without the rounding errors of adding up.</summary>
    public static IEnumerable<double> Multiples(double step, double first, double last)
    {
        for (double multiple = first; multiple <= last; multiple++) yield return multiple * step;
    }

    /// <summary>Powers of ten around low and high, every second, third … where they are many, with 2 and 5 between where they are few.</summary>
    public static double[] Logarithmic(double low, double high, int wanted)
    {
        int first = (int)Math.Floor(Math.Log10(low) + 1e-9), last = (int)Math.Ceiling(Math.Log10(high) - 1e-9);
        int stride = Math.Max(1, (last - first + wanted - 1) / wanted);
        var ticks = new List<double>();
        for (int power = first; power <= last; power += stride)
        {
            double decade = Math.Pow(10, power);
            ticks.Add(decade);
            if (last - first <= 2 && power < last) ticks.AddRange([2 * decade, 5 * decade]);
        }

        // No more than one tick beyond the numbers at either end.
        while (ticks.Count > 2 && ticks[1] <= low) ticks.RemoveAt(0);
        while (ticks.Count > 2 && ticks[^2] >= high) ticks.RemoveAt(ticks.Count - 1);
        return [.. ticks];
    }
}
