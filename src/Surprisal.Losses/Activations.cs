using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>From logits to probabilities and their logarithms. Results are good for a unit in the last place of a float, also where they are tiny, and may overwrite the logits.</summary>
public static class Activations
{
    /// <summary>Writes the predictions that belong to a loss's logits.</summary>
    /// <param name="activation">From <see cref="LossInfo.Activation"/>.</param>
    /// <param name="logits">Raw model outputs, one row per example.</param>
    /// <param name="probabilities">Shape of <paramref name="logits"/>; overwritten. May be the logits themselves.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Apply(OutputActivation activation, ReadOnlyMatrixSpan<float> logits, MatrixSpan<float> probabilities)
    {
        switch (activation)
        {
            case OutputActivation.Softmax: Softmax(logits, probabilities); break;
            case OutputActivation.AbsNormalised: AbsNormalise(logits, probabilities); break;
            case OutputActivation.Sigmoid: Same(logits, probabilities); Sigmoid(logits.Values, probabilities.Values); break;
            case OutputActivation.Exponential: Same(logits, probabilities); Exponential(logits.Values, probabilities.Values); break;
            default: Same(logits, probabilities); logits.Values.CopyTo(probabilities.Values); break;
        }
    }

    /// <summary>exp(z)/Σ exp(z) of each row. A row with +∞, or of −∞ only, gives NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">One row per example.</param>
    /// <param name="probabilities">Shape of <paramref name="logits"/>; overwritten.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void Softmax<T>(ReadOnlyMatrixSpan<T> logits, MatrixSpan<T> probabilities)
        where T : unmanaged
    {
        Same(logits, probabilities);
        RowActivations.Run(RowActivation.Softmax, logits, probabilities.Values);
    }

    /// <summary>log softmax of each row, in nats: −log1p(Σ of the others) for the class that leads, so that sure rows keep their digits.</summary>
    /// <inheritdoc cref="Softmax{T}"/>
    public static void LogSoftmax<T>(ReadOnlyMatrixSpan<T> logits, MatrixSpan<T> logProbabilities)
        where T : unmanaged
    {
        Same(logits, logProbabilities);
        RowActivations.Run(RowActivation.LogSoftmax, logits, logProbabilities.Values);
    }

    /// <summary>log Σ exp(z) of each row, in nats: +∞ for a row with +∞, −∞ for a row of −∞ only.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">One row per example.</param>
    /// <param name="results">One per row; overwritten.</param>
    /// <exception cref="ArgumentException">There is no room for one result per row.</exception>
    public static void LogSumExp<T>(ReadOnlyMatrixSpan<T> logits, Span<T> results)
        where T : unmanaged
    {
        UnlessNumber<T>();
        if (results.Length != logits.Rows) throw new ArgumentException($"room for {logits.Rows} results expected, one per row, got {results.Length}.");
        RowActivations.Run(RowActivation.LogSumExp, logits, results);
    }

    /// <summary>|z|/Σ|z| of each row; NaN for a row of zeros.</summary>
    /// <inheritdoc cref="Softmax{T}"/>
    public static void AbsNormalise<T>(ReadOnlyMatrixSpan<T> logits, MatrixSpan<T> probabilities)
        where T : unmanaged
    {
        Same(logits, probabilities);
        for (int row = 0; row < logits.Rows; row++)
        {
            ReadOnlySpan<T> z = logits[row];
            var shares = probabilities[row];
            double scale = 1, sum = SumOfSizes(z, scale);
            if (double.IsInfinity(sum)) sum = SumOfSizes(z, scale = 1.0 / (1L << 62)); // doubles whose sum, and not their ratio, leaves the number range
            for (int k = 0; k < z.Length; k++) shares[k] = Number.FromDouble<T>(Math.Abs(Number.ToDouble(z[k])) * scale / sum);
        }
    }

    /// <summary>1 at the first largest logit of each row, 0 elsewhere; a NaN counts as the largest.</summary>
    /// <inheritdoc cref="Softmax{T}"/>
    public static void Hardmax<T>(ReadOnlyMatrixSpan<T> logits, MatrixSpan<T> choices)
        where T : unmanaged
    {
        Same(logits, choices);
        for (int row = 0; row < logits.Rows && logits.Columns > 0; row++)
        {
            ReadOnlySpan<T> z = logits[row];
            int largest = 0;
            for (int k = 1; k < z.Length && !double.IsNaN(Number.ToDouble(z[largest])); k++)
                if (!(Number.ToDouble(z[k]) <= Number.ToDouble(z[largest]))) largest = k;
            var choice = choices[row];
            choice.Clear();
            choice[largest] = Number.FromDouble<T>(1);
        }
    }

    /// <summary>σ(z) = 1/(1 + exp(−z)) of each logit.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Any number of logits.</param>
    /// <param name="probabilities">As many; overwritten.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sigmoid<T>(ReadOnlySpan<T> logits, Span<T> probabilities)
        where T : unmanaged
    {
        UnlessNumber<T>();
        ElementActivations.Run(ElementActivation.Sigmoid, logits, probabilities);
    }

    /// <summary>log σ(z) of each logit, in nats.</summary>
    /// <inheritdoc cref="Sigmoid{T}"/>
    public static void LogSigmoid<T>(ReadOnlySpan<T> logits, Span<T> logProbabilities)
        where T : unmanaged
    {
        UnlessNumber<T>();
        ElementActivations.Run(ElementActivation.LogSigmoid, logits, logProbabilities);
    }

    /// <summary>exp(z) of each logit: the probabilities of log-probabilities.</summary>
    /// <inheritdoc cref="Sigmoid{T}"/>
    public static void Exponential<T>(ReadOnlySpan<T> logits, Span<T> probabilities)
        where T : unmanaged
    {
        UnlessNumber<T>();
        ElementActivations.Run(ElementActivation.Exponential, logits, probabilities);
    }

    static double SumOfSizes<T>(ReadOnlySpan<T> z, double scale)
        where T : unmanaged
    {
        var sum = new CompensatedSum();
        foreach (T logit in z) sum.Add(Math.Abs(Number.ToDouble(logit)) * scale);
        return sum.Value;
    }

    // A kernel would read the bytes of any other type as floats. Compiles to nothing for the two that are right.
    static void UnlessNumber<T>()
        where T : unmanaged
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) throw new ArgumentException($"logits of float or double expected, got {typeof(T).Name}.");
    }

    static void Same<T>(ReadOnlyMatrixSpan<T> logits, MatrixSpan<T> probabilities)
        where T : unmanaged
    {
        UnlessNumber<T>();
        if (probabilities.Rows != logits.Rows || probabilities.Columns != logits.Columns)
            throw new ArgumentException($"probabilities must have the shape of the logits, {logits.Rows} × {logits.Columns}, got {probabilities.Rows} × {probabilities.Columns}.");
    }
}
