using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The sums behind <see cref="Information"/>, once for floats and doubles.</summary>
static class InformationSums
{
    /// <summary>How far p and q may lie apart, as |p − q|/(p + q), for the series below; beyond, a plain logarithm loses less than a digit.</summary>
    const double Close = 0.25;

    // (artanh s − s)/s³ = Σ v^k/(2k + 3) with v = s² ≤ 1/16: the next term would be below half an ulp of the first.
    static ReadOnlySpan<double> ArtanhCoefficients => [1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, 1.0 / 25, 1.0 / 27];

    public static void Content<T>(ReadOnlySpan<T> p, Span<T> content, LogBase logBase)
        where T : unmanaged
    {
        if (content.Length != p.Length) throw new ArgumentException($"room for as many results as probabilities expected, {p.Length}, got {content.Length}.");
        ThrowIfNegative(p, "p");
        for (int i = 0; i < p.Length; i++) content[i] = Number.FromDouble<T>(0 - Log(Number.ToDouble(p[i]), logBase)); // 0 − 0, where −0 would read oddly
    }

    /// <summary>−Σ p·log q; with q = p the entropy.</summary>
    public static double CrossEntropy<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q, LogBase logBase)
        where T : unmanaged
    {
        Check(p, q);
        var sum = new CompensatedSum();
        for (int i = 0; i < p.Length; i++)
        {
            double t = Number.ToDouble(p[i]), x = Number.ToDouble(q[i]);
            sum.Add(t == 0 && !double.IsNaN(x) ? 0 : -t * Log(x, logBase));
        }
        return sum.Value;
    }

    /// <summary>Σ p·log(p/q), in nats.</summary>
    /// <remarks>
    /// Where p and q are close, p·log(p/q) is p − q and a remainder of second order. The differences are exact, and nearly cancel in their sum;
    /// the remainders are never negative. With s = (p − q)/(p + q) a remainder is (p + q)·((1 + s)·artanh s − s).
    /// </remarks>
    public static double KullbackLeibler<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged
    {
        Check(p, q);
        CompensatedSum first = new(), second = new();
        for (int i = 0; i < p.Length; i++)
        {
            double t = Number.ToDouble(p[i]), x = Number.ToDouble(q[i]);
            double both = t + x, difference = t - x, s = difference / both;
            if (Math.Abs(s) <= Close)
            {
                double v = s * s;
                first.Add(difference);
                second.Add(both * v * (1 + s * (1 + s) * ArtanhRemainder(v)));
            }
            else if (t != 0 || double.IsNaN(x))
            {
                first.Add(t * LogRatio(t, x));
            }
        }
        first.Add(second.Value);
        return first.Value;
    }

    /// <summary>½·KL(p‖m) + ½·KL(q‖m), in nats: no term is negative.</summary>
    /// <remarks>With d = (p − q)/(p + q) a term is ½m·((1 + d)·log(1 + d) + (1 − d)·log(1 − d)) = ½m·(2d·artanh d + log(1 − d²)).</remarks>
    public static double JensenShannon<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged
    {
        Check(p, q);
        var sum = new CompensatedSum();
        for (int i = 0; i < p.Length; i++)
        {
            double t = Number.ToDouble(p[i]), x = Number.ToDouble(q[i]);
            double m = t / 2 + x / 2;
            if (m == 0) continue;
            double d = (t - x) / (t + x);
            sum.Add(Math.Abs(d) <= Close
                ? m * (2 * d * Math.Atanh(d) + ScalarMath.Log1P(-d * d))
                : TimesLogRatio(t, m) + TimesLogRatio(x, m));
        }
        return sum.Value / 2;
    }

    static double TimesLogRatio(double t, double x) => t == 0 ? 0 : t * LogRatio(t, x);

    /// <summary>(artanh s − s)/s³ from v = s².</summary>
    static double ArtanhRemainder(double v)
    {
        double sum = 0;
        for (int k = ArtanhCoefficients.Length - 1; k >= 0; k--) sum = sum * v + ArtanhCoefficients[k];
        return sum;
    }

    static double LogRatio(double t, double x)
    {
        double ratio = t / x;
        return double.IsNormal(ratio) ? Math.Log(ratio) : Math.Log(t) - Math.Log(x); // a ratio may leave the number range where its logarithm is ordinary
    }

    static double Log(double x, LogBase logBase) => logBase switch
    {
        LogBase.Two => Math.Log2(x),
        LogBase.Ten => Math.Log10(x),
        _ => Math.Log(x),
    };

    static void Check<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged
    {
        if (p.Length != q.Length) throw new ArgumentException($"as many numbers in q as in p expected, {p.Length}, got {q.Length}.");
        ThrowIfNegative(p, "p");
        ThrowIfNegative(q, "q");
    }

    static void ThrowIfNegative<T>(ReadOnlySpan<T> values, string name)
        where T : unmanaged
    {
        for (int i = 0; i < values.Length; i++)
        {
            double value = Number.ToDouble(values[i]);
            if (value < 0) throw new ArgumentException(FormattableString.Invariant($"{name}[{i}] is {value}; a probability of 0 or more expected."));
        }
    }
}
