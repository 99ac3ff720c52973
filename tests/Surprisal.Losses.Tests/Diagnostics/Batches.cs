namespace Surprisal.Losses.Tests;

/// <summary>Makes logits and targets of every kind for one size of batch; the same every time.</summary>
sealed class Batches(int classes, int rows)
{
    readonly Random _random = new(classes * 7919 + rows);

    /// <summary>The classes that <see cref="Sure"/> and <see cref="Smoothed"/> are right about.</summary>
    public double[] Answers { get; } = [.. Enumerable.Range(0, rows).Select(i => (double)((i + i / classes * 3) % classes))];

    public double[] Normal(double size) => [.. Enumerable.Range(0, classes * rows).Select(_ => (double)(float)(size * Bell()))];

    public double[] Between(double low, double high) => [.. Enumerable.Range(0, classes * rows).Select(_ => low + (high - low) * _random.NextDouble())];

    /// <summary>Every class once, if there are rows enough, and then at random.</summary>
    public double[] Classes() => [.. Enumerable.Range(0, rows).Select(i => (double)(i < classes ? i : _random.Next(classes)))];

    public double[] Imbalanced() => [.. Enumerable.Range(0, rows).Select(i => (double)(i < classes ? i : _random.NextDouble() < 0.97 ? 0 : _random.Next(classes)))];

    public double[] Zeros() => new double[rows];

    public double[] FromOne() => [.. Enumerable.Range(0, rows).Select(i => (double)(i == 0 ? classes : 1 + _random.Next(classes)))];

    public double[] Labels() => [.. Enumerable.Range(0, classes * rows).Select(_ => (double)_random.Next(2))];

    public double[] SomeIgnored(int marker) => [.. Classes().Select((y, i) => i % 5 == 3 ? marker : y)];

    public double[] OneHot()
    {
        double[] oneHot = new double[classes * rows];
        for (int row = 0; row < rows; row++) oneHot[row * classes + _random.Next(classes)] = 1;
        return oneHot;
    }

    /// <summary>Softmax in floats: the rows sum to 1 as nearly as a framework's do.</summary>
    public double[] Softmax(double size) => [.. Rows(Normal(size)).SelectMany(row => row.Select(z => (double)(float)(Math.Exp(z) / row.Sum(Math.Exp))))];

    public double[] LogSoftmax(double size) => [.. Rows(Normal(size)).SelectMany(row => row.Select(z => (double)(float)(z - Math.Log(row.Sum(Math.Exp)))))];

    /// <summary>The answer leads by 12.</summary>
    public double[] Sure()
    {
        double[] logits = Normal(1);
        for (int row = 0; row < rows; row++) logits[row * classes + (int)Answers[row]] += 12 + Math.Log(classes);
        return logits;
    }

    /// <summary>What smoothed targets ask for, to a hundredth.</summary>
    public double[] Smoothed(double smoothing)
    {
        double[] logits = new double[classes * rows];
        for (int i = 0; i < logits.Length; i++) logits[i] = Math.Log(smoothing / classes + (i % classes == Answers[i / classes] ? 1 - smoothing : 0)) + 0.01 * Bell();
        return logits;
    }

    /// <summary>Any class but the answer can be masked.</summary>
    public double[] Masked() => [.. Normal(1).Select((z, i) => i % classes != Answers[i / classes] && _random.NextDouble() < 0.3 ? double.NegativeInfinity : z)];

    public double[] With(double bad)
    {
        double[] logits = Normal(1);
        logits[_random.Next(logits.Length)] = bad;
        return logits;
    }

    /// <summary>As many places as classes, and a model that is right nine times of ten if its classes lie along the axis that is asked for.</summary>
    public static double[] Places(int classes, int rows, bool wrongAxis, out double[] answers)
    {
        var random = new Random(classes);
        double[] logits = new double[rows * classes * classes];
        answers = new double[rows * classes];
        for (int i = 0; i < logits.Length; i++) logits[i] = random.NextDouble();
        for (int n = 0; n < rows; n++)
        {
            for (int d = 0; d < classes; d++)
            {
                int answer = random.Next(classes);
                answers[n * classes + d] = answer;
                if (random.NextDouble() < 0.9) logits[n * classes * classes + (wrongAxis ? d * classes + answer : answer * classes + d)] += 5;
            }
        }
        return logits;
    }

    IEnumerable<double[]> Rows(double[] numbers) => numbers.Chunk(classes);

    double Bell() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
