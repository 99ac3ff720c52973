namespace Surprisal;

/// <summary>Where a share of the whole population lies with 95 % confidence, seen from a sample of it.</summary>
/// <param name="Low">The lower end, in [0, 1].</param>
/// <param name="High">The upper end, in [0, 1].</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    // The 97.5 % quantile of the normal distribution.
    const double Z = 1.959963984540054;

    /// <summary>Wilson's score interval: unlike p ± 1.96·√(p(1 − p)/n) it stays inside [0, 1] and has a width even when every row was right.</summary>
    /// <param name="hits">How many of the rows were right, from 0 to <paramref name="count"/>.</param>
    /// <param name="count">How many rows there were, at least 1.</param>
    /// <exception cref="ArgumentException">The counts are not such.</exception>
    public static ConfidenceInterval Wilson(long hits, long count)
    {
        if (count < 1 || hits < 0 || hits > count)
            throw new ArgumentException($"{hits} of {count} is not a share: expected 0 ≤ hits ≤ count and count ≥ 1.");

        double share = (double)hits / count;
        double square = Z * Z / count;
        double middle = share + square / 2;
        double reach = Z * Math.Sqrt(share * (1 - share) / count + square / (4 * count));
        // At the ends the two terms are equal in exact arithmetic; rounding must not make them −1e-17.
        return new(hits == 0 ? 0 : (middle - reach) / (1 + square), hits == count ? 1 : (middle + reach) / (1 + square));
    }
}
