namespace Surprisal.Losses.Tests;

/// <summary>Random batches of models of any skill, all from one seed.</summary>
sealed class RandomBatches(int seed)
{
    readonly Random _random = new(seed);

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    public double Uniform() => _random.NextDouble();

    public double[] Normals(int count, double spread = 1, double mean = 0) => [.. Enumerable.Range(0, count).Select(_ => mean + spread * Normal())];

    public double[] Uniforms(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextDouble())];

    /// <summary>Labels that hold every class, as often as chance gives.</summary>
    public double[] Labels(int rows, int classes) => [.. Enumerable.Range(0, rows).Select(_ => (double)_random.Next(classes))];

    /// <summary>Labels with shares that fall by a factor from class to class.</summary>
    public double[] UnevenLabels(int rows, int classes, double factor) => [.. Enumerable.Range(0, rows).Select(_ =>
    {
        int k = 0;
        while (k < classes - 1 && _random.NextDouble() < factor) k++;
        return (double)k;
    })];

    /// <summary>Zeros and ones.</summary>
    public double[] Bits(int count, double share = 0.5) => [.. Enumerable.Range(0, count).Select(_ => _random.NextDouble() < share ? 1.0 : 0)];

    /// <summary>Logits that are noise, plus <paramref name="skill"/> for the true class.</summary>
    public double[] Logits(double[] labels, int classes, double skill, double noise = 1)
    {
        double[] logits = Normals(labels.Length * classes, noise);
        for (int row = 0; row < labels.Length; row++)
            if (labels[row] >= 0 && labels[row] < classes) logits[row * classes + (int)labels[row]] += skill;
        return logits;
    }

    /// <summary>Logits of labels that are each right by <paramref name="skill"/>, give or take.</summary>
    public double[] BinaryLogits(double[] bits, double skill, double noise = 1) => [.. bits.Select(t => (2 * t - 1) * skill + noise * Normal())];

    /// <summary>Rows of shares: few large ones where <paramref name="sharpness"/> is large.</summary>
    public double[] Shares(int rows, int classes, double sharpness = 1) => Softmax(Normals(rows * classes, sharpness), classes);

    public static double[] Softmax(double[] logits, int classes) => [.. LogSoftmax(logits, classes).Select(Math.Exp)];

    public static double[] LogSoftmax(double[] logits, int classes) => [.. logits.Chunk(classes).SelectMany(row =>
    {
        double largest = row.Max(), normaliser = largest + Math.Log(row.Sum(z => Math.Exp(z - largest)));
        return row.Select(z => z - normaliser);
    })];

    public static double[] Sigmoid(double[] logits) => [.. logits.Select(z => 1 / (1 + Math.Exp(-z)))];

    public static double[] OneHot(double[] labels, int classes) => [.. labels.SelectMany(y => Enumerable.Range(0, classes).Select(k => k == y ? 1.0 : 0))];

    /// <summary>From [N, D, C] to [N, C, D].</summary>
    public static double[] ClassesToAxisOne(double[] values, int rows, int positions, int classes)
    {
        double[] moved = new double[values.Length];
        for (int n = 0; n < rows; n++)
            for (int d = 0; d < positions; d++)
                for (int k = 0; k < classes; k++)
                    moved[(n * classes + k) * positions + d] = values[(n * positions + d) * classes + k];
        return moved;
    }

    public static double[] Single(double[] values) => [.. values.Select(v => (double)(float)v)];

    public static double[] Half(double[] values) => [.. values.Select(v => (double)(Half)v)];
}
