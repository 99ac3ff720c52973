namespace Surprisal.Losses;

/// <summary>What distributions say of one another: entropy, divergence and their kin, in nats unless another base is asked for.</summary>
/// <remarks>
/// Probabilities are taken as given: nothing is divided by their sum, and nothing is clipped. 0·log 0 is 0, what q calls impossible and p does not
/// costs +∞, and a NaN makes the result NaN. Sums are compensated, in double, whatever the type of the numbers.
/// </remarks>
public static class Information
{
    const double Ln2 = 0.693147180559945309, Ln10 = 2.302585092994045684;

    /// <summary>Writes −log p of every entry to <paramref name="content"/>: how surprising each outcome would be; +∞ for what cannot happen.</summary>
    /// <param name="p">Probabilities, 0 or more.</param>
    /// <param name="content">As many as <paramref name="p"/>; overwritten. May be the same memory.</param>
    /// <param name="logBase">The unit of the result.</param>
    /// <exception cref="ArgumentException">One is negative, or the lengths differ; nothing has been written.</exception>
    public static void Content(ReadOnlySpan<double> p, Span<double> content, LogBase logBase = LogBase.E) => InformationSums.Content(p, content, logBase);

    /// <inheritdoc cref="Content(ReadOnlySpan{double}, Span{double}, LogBase)"/>
    public static void Content(ReadOnlySpan<float> p, Span<float> content, LogBase logBase = LogBase.E) => InformationSums.Content(p, content, logBase);

    /// <summary>−Σ p·log p: how surprising an outcome is on average.</summary>
    /// <param name="p">Probabilities, 0 or more.</param>
    /// <param name="logBase">The unit of the result.</param>
    /// <exception cref="ArgumentException">One is negative.</exception>
    public static double Entropy(ReadOnlySpan<double> p, LogBase logBase = LogBase.E) => InformationSums.CrossEntropy(p, p, logBase);

    /// <inheritdoc cref="Entropy(ReadOnlySpan{double}, LogBase)"/>
    public static double Entropy(ReadOnlySpan<float> p, LogBase logBase = LogBase.E) => InformationSums.CrossEntropy(p, p, logBase);

    /// <summary>−Σ p·log q: how surprising an outcome of p is on average to one who believes q.</summary>
    /// <param name="p">What is so: probabilities, 0 or more.</param>
    /// <param name="q">What is believed: as many, 0 or more.</param>
    /// <param name="logBase">The unit of the result.</param>
    /// <exception cref="ArgumentException">One is negative, or the lengths differ.</exception>
    public static double CrossEntropy(ReadOnlySpan<double> p, ReadOnlySpan<double> q, LogBase logBase = LogBase.E) => InformationSums.CrossEntropy(p, q, logBase);

    /// <inheritdoc cref="CrossEntropy(ReadOnlySpan{double}, ReadOnlySpan{double}, LogBase)"/>
    public static double CrossEntropy(ReadOnlySpan<float> p, ReadOnlySpan<float> q, LogBase logBase = LogBase.E) => InformationSums.CrossEntropy(p, q, logBase);

    /// <summary>Σ p·log(p/q): what believing q costs beyond the entropy of p.</summary>
    /// <remarks>Keeps its digits where p and q are close. Of distributions it is never negative; of numbers whose sums differ it is what the formula says, which may be.</remarks>
    /// <param name="p">What is so: probabilities, 0 or more.</param>
    /// <param name="q">What is believed: as many, 0 or more.</param>
    /// <param name="logBase">The unit of the result.</param>
    /// <exception cref="ArgumentException">One is negative, or the lengths differ.</exception>
    public static double KullbackLeibler(ReadOnlySpan<double> p, ReadOnlySpan<double> q, LogBase logBase = LogBase.E) =>
        InformationSums.KullbackLeibler(p, q) / NatsPer(logBase);

    /// <inheritdoc cref="KullbackLeibler(ReadOnlySpan{double}, ReadOnlySpan{double}, LogBase)"/>
    public static double KullbackLeibler(ReadOnlySpan<float> p, ReadOnlySpan<float> q, LogBase logBase = LogBase.E) =>
        InformationSums.KullbackLeibler(p, q) / NatsPer(logBase);

    /// <summary>½·KL(p‖m) + ½·KL(q‖m) with m = ½(p + q): a divergence that is the same both ways, from 0 to one bit.</summary>
    /// <param name="p">Probabilities, 0 or more.</param>
    /// <param name="q">As many, 0 or more.</param>
    /// <param name="logBase">The unit of the result.</param>
    /// <exception cref="ArgumentException">One is negative, or the lengths differ.</exception>
    public static double JensenShannon(ReadOnlySpan<double> p, ReadOnlySpan<double> q, LogBase logBase = LogBase.E) =>
        InformationSums.JensenShannon(p, q) / NatsPer(logBase);

    /// <inheritdoc cref="JensenShannon(ReadOnlySpan{double}, ReadOnlySpan{double}, LogBase)"/>
    public static double JensenShannon(ReadOnlySpan<float> p, ReadOnlySpan<float> q, LogBase logBase = LogBase.E) =>
        InformationSums.JensenShannon(p, q) / NatsPer(logBase);

    /// <summary>base^entropy, the same number in every base: how many equally likely outcomes would be as uncertain.</summary>
    /// <param name="p">Probabilities, 0 or more.</param>
    /// <exception cref="ArgumentException">One is negative.</exception>
    public static double Perplexity(ReadOnlySpan<double> p) => Math.Pow(2, Entropy(p, LogBase.Two));

    /// <inheritdoc cref="Perplexity(ReadOnlySpan{double})"/>
    public static double Perplexity(ReadOnlySpan<float> p) => Math.Pow(2, Entropy(p, LogBase.Two));

    static double NatsPer(LogBase logBase) => logBase switch { LogBase.Two => Ln2, LogBase.Ten => Ln10, _ => 1 };
}
