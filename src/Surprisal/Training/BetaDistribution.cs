namespace Surprisal;

/// <summary>Draws from Beta distributions.</summary>
static class BetaDistribution
{
    /// <summary>
    /// The number from Beta(α, α) that belongs to a seed: the share of one of two gamma variates in their sum. They are kept as logarithms: for
    /// a small α both are less than any double.
    /// </summary>
    public static double Symmetric(double alpha, ulong seed)
    {
        ulong place = 0;
        double first = LogGamma(alpha, seed, ref place), second = LogGamma(alpha, seed, ref place);
        return 1 / (1 + Math.Exp(second - first));
    }

    /// <summary>The logarithm of a number from Gamma(α, 1): one from Gamma(α + 1, 1) times U^(1/α). Marsaglia and Tsang, "A simple method for generating gamma variables", 2000.</summary>
    static double LogGamma(double alpha, ulong seed, ref ulong place)
    {
        double d = alpha + 2.0 / 3, c = 1 / Math.Sqrt(9 * d), boost = Math.Log(Open(seed, ref place)) / alpha;
        while (true)
        {
            double normal = Normal(seed, ref place), root = 1 + c * normal, u = Open(seed, ref place);
            if (root <= 0) continue;
            double logV = 3 * Math.Log(root);
            if (Math.Log(u) < 0.5 * normal * normal + d * (1 - Math.Exp(logV) + logV)) return Math.Log(d) + logV + boost;
        }
    }

    /// <summary>A standard normal number, by Box and Muller 1958.</summary>
    static double Normal(ulong seed, ref ulong place)
    {
        double radius = Math.Sqrt(-2 * Math.Log(Open(seed, ref place)));
        return radius * Math.Cos(2 * Math.PI * Chance.Share(seed, place++));
    }

    /// <summary>Evenly in (0, 1], so that it has a logarithm.</summary>
    static double Open(ulong seed, ref ulong place) => 1 - Chance.Share(seed, place++);
}
