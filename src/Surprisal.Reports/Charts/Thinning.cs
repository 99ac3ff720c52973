namespace Surprisal.Reports;

/// <summary>Fewer points that look like all of them.</summary>
static class Thinning
{
    // All series of a chart together: more would not be seen, and a report of many runs would grow to megabytes.
    const int MostPoints = 6000, MostPerSeries = 400, FewestPerSeries = 40;

    public static int PointsFor(int series) => Math.Clamp(MostPoints / Math.Max(series, 1), FewestPerSeries, MostPerSeries);

    /// <summary>The places of at most <paramref name="most"/> points: the first, the last, and the lowest and highest of each stretch between.</summary>
    public static int[] Extremes(IReadOnlyList<double> values, int most)
    {
        int count = values.Count;
        if (count <= most) return [.. Enumerable.Range(0, count)];
        int stretches = (most - 2) / 2;
        var kept = new List<int> { 0 };
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int from = 1 + (int)((long)(count - 2) * stretch / stretches), to = 1 + (int)((long)(count - 2) * (stretch + 1) / stretches);
            int low = from, high = from;
            for (int i = from; i < to; i++)
            {
                // CompareTo: NaN is below every number, so that a gap is kept.
                if (values[i].CompareTo(values[low]) < 0) low = i;
                if (values[i].CompareTo(values[high]) > 0) high = i;
            }

            kept.Add(Math.Min(low, high));
            if (low != high) kept.Add(Math.Max(low, high));
        }

        kept.Add(count - 1);
        return [.. kept];
    }

    /// <summary>The places of at most <paramref name="most"/> of <paramref name="count"/> things, evenly apart, with the first and the last.</summary>
    public static int[] Even(int count, int most) => count <= most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * (count - 1) / (most - 1)))];
}
