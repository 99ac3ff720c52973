namespace Surprisal;

/// <summary>The standard normal distribution.</summary>
static class NormalShare
{
    const double InverseRootOfTwoPi = 0.3989422804014327;

    /// <summary>The density at x.</summary>
    public static double Density(double x) => InverseRootOfTwoPi * Math.Exp(-0.5 * x * x);

    /// <summary>The share below x, good for ten digits of the tail also far below 0: more than floats can hold.</summary>
    /// <remarks>West, "Better approximations to cumulative normal functions", 2005, after Hart's algorithm 5666.</remarks>
    public static double Below(double x)
    {
        double size = Math.Abs(x), tail = size > 37 ? 0 : Tail(size);
        return x > 0 ? 1 - tail : double.IsNaN(x) ? x : tail;
    }

    static double Tail(double x)
    {
        double exponential = Math.Exp(-0.5 * x * x);
        if (x < 7.07106781186547)
        {
            double over = ((((((3.52624965998911e-2 * x + 0.700383064443688) * x + 6.37396220353165) * x + 33.912866078383) * x + 112.079291497871) * x + 221.213596169931) * x + 220.206867912376);
            double under = (((((((8.83883476483184e-2 * x + 1.75566716318264) * x + 16.064177579207) * x + 86.7807322029461) * x + 296.564248779674) * x + 637.333633378831) * x + 793.826512519948) * x + 440.413735824752);
            return exponential * over / under;
        }
        // A continued fraction, which the tail soon agrees with.
        return exponential / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) * InverseRootOfTwoPi;
    }
}
