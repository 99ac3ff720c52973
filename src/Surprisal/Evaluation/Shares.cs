namespace Surprisal;

/// <summary>The divisions and entropies that every evaluation needs.</summary>
static class Shares
{
    /// <summary>part / whole, and 0 where there is no whole: the convention of scikit-learn's zero_division=0.</summary>
    public static double Of(double part, double whole) => whole == 0 ? 0 : part / whole;

    /// <summary>−Σ p·ln q in nats, with 0·ln 0 = 0: the entropy of p where q is p.</summary>
    public static double CrossEntropy(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double sum = 0;
        for (int k = 0; k < p.Length; k++)
        {
            if (p[k] != 0) sum -= p[k] * Math.Log(q[k]);
        }

        return sum;
    }

    /// <summary>The entropy in nats of a yes that comes with probability p.</summary>
    public static double BinaryEntropy(double p) => CrossEntropy([p, 1 - p], [p, 1 - p]);

    /// <summary>Where the largest number stands, the first of equals: numpy's argmax.</summary>
    public static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[largest]) largest = k;
        }

        return largest;
    }
}
