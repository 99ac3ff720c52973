namespace Surprisal.Numerics;

/// <summary>Neighbouring rows, or columns: <paramref name="Count"/> of them from <paramref name="Start"/> on.</summary>
readonly record struct Strip(int Start, int Count)
{
    /// <summary>Share <paramref name="part"/> of <paramref name="parts"/>, cut only at multiples of <paramref name="unit"/>; it may be empty.</summary>
    public static Strip Share(int total, int unit, int part, int parts)
    {
        long units = ((long)total + unit - 1) / unit;
        int start = (int)Math.Min(total, units * part / parts * unit);
        int end = (int)Math.Min(total, units * (part + 1) / parts * unit);
        return new Strip(start, end - start);
    }
}
