using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Distributions and smoothed classes: few classes are read in doubles, many in pairs of floats, and rows whose prediction is nearly the answer leave those for doubles.</summary>
public class CrossEntropyMassTests
{
    /// <summary>Fewer classes than are transposed, a register and a part; from which on pairs are read, two registers and a part, and rows of a group by themselves.</summary>
    public static TheoryData<int> Columns => [3, 10, 32, 45, 1000];

    [Theory, MemberData(nameof(Columns))]
    public void Slopes_keep_their_digits_however_near_the_answer_is_to_the_prediction(int columns)
    {
        var (logits, targets) = NearlyLearned(columns);
        float[] gradient = new float[logits.Length];
        Sum.Evaluate(logits.AsMatrix(columns), targets, gradient.AsMatrix(columns));
        for (int start = 0; start < logits.Length; start += columns)
        {
            double[] p = Softmax(logits.AsSpan(start, columns));
            double mass = 0, largest = 0;
            for (int k = 0; k < columns; k++) mass += targets[start + k];
            double[] exact = [.. p.Select((share, k) => (mass * share) - targets[start + k])];
            foreach (double slope in exact) largest = Math.Max(largest, Math.Abs(slope));
            for (int k = 0; k < columns; k++)
                Assert.True(Math.Abs(gradient[start + k] - exact[k]) <= Math.Max(2.4e-7 * Math.Abs(exact[k]), 1e-7 * largest), $"{gradient[start + k]} instead of {exact[k]}, the largest is {largest}");
        }
    }

    [Theory, MemberData(nameof(Columns))]
    public void A_gradient_may_take_the_place_of_logits_some_of_which_are_read_again(int columns)
    {
        var (logits, targets) = NearlyLearned(columns);
        float[] gradient = new float[logits.Length];
        double loss = Sum.Evaluate(logits.AsMatrix(columns), targets, gradient.AsMatrix(columns));
        Assert.Equal(loss, Sum.Evaluate(logits.AsMatrix(columns), targets, logits.AsMatrix(columns)));
        Assert.Equal(gradient, logits);
    }

    [Theory, MemberData(nameof(Columns))]
    public void A_loss_does_not_depend_on_whether_the_gradient_is_wanted(int columns)
    {
        var (logits, targets) = NearlyLearned(columns);
        float[] gradient = new float[logits.Length];
        Assert.Equal(Sum.Evaluate(logits.AsMatrix(columns), targets), Sum.Evaluate(logits.AsMatrix(columns), targets, gradient.AsMatrix(columns)));
    }

    [Theory, MemberData(nameof(Columns))]
    public void A_neighbour_that_cannot_be_read_changes_no_bit(int columns)
    {
        var (logits, targets) = NearlyLearned(columns);
        float[] expected = new float[logits.Length], gradient = new float[logits.Length];
        Sum.Evaluate(logits.AsMatrix(columns), targets, expected.AsMatrix(columns));
        logits[23 * columns] = float.NaN;
        Sum.Evaluate(logits.AsMatrix(columns), targets, gradient.AsMatrix(columns));
        for (int i = 0; i < logits.Length; i++)
            if (i / columns != 23) Assert.Equal(expected[i], gradient[i]);
    }

    static Loss Sum => Loss.CrossEntropy with { Reduction = Reduction.Sum };

    /// <summary>Answers that are from one part to a thousandth of themselves beside the prediction, some predictions sure of a class.</summary>
    static (float[] Logits, float[] Targets) NearlyLearned(int columns)
    {
        const int Rows = 400;
        var random = new Random(columns);
        float[] logits = new float[Rows * columns], targets = new float[Rows * columns];
        for (int row = 0; row < Rows; row++)
        {
            double spread = 1 + (row % 5), near = Math.Pow(10, -3 * random.NextDouble());
            var z = logits.AsSpan(row * columns, columns);
            for (int k = 0; k < columns; k++) z[k] = (float)(spread * ((2 * random.NextDouble()) - 1));
            if (row % 3 == 0) z[random.Next(columns)] += 9;
            double[] p = Softmax(z);
            for (int k = 0; k < columns; k++) targets[(row * columns) + k] = (float)(p[k] * (1 + (near * ((2 * random.NextDouble()) - 1))));
        }
        return (logits, targets);
    }

    static double[] Softmax(ReadOnlySpan<float> logits)
    {
        double max = double.NegativeInfinity;
        foreach (float z in logits) max = Math.Max(max, z);
        double[] e = new double[logits.Length];
        for (int k = 0; k < e.Length; k++) e[k] = Math.Exp(logits[k] - max);
        double sum = e.Sum();
        return [.. e.Select(x => x / sum)];
    }
}
