using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Rows that a loss reads as two classes, the true one and one for all others, and those among them that it cannot.</summary>
public class RowPairTests
{
    // One class, a block more or less, and several registers of classes.
    static readonly int[] s_classes = [2, 7, 10, 33, 100];

    [Theory, InlineData("spherical"), InlineData("expectation-l2"), InlineData("tanimoto"), InlineData("cauchy-schwarz"), InlineData("abs-normalised")]
    public void Rows_that_must_be_read_class_by_class_keep_their_digits_beside_others(string name)
    {
        var loss = LossCatalog.Parse(name) with { Reduction = Reduction.Sum };
        foreach (int classes in s_classes)
        {
            float[] logits = Logits(classes, out int[] answers), gradient = new float[logits.Length], losses = new float[answers.Length];
            loss.EvaluateEach(logits.AsMatrix(classes), answers, losses, gradient.AsMatrix(classes));
            double[] exact = new double[logits.Length], exactLosses = new double[answers.Length];
            loss.EvaluateEach(Array.ConvertAll(logits, z => (double)z).AsMatrix(classes), answers, exactLosses, exact.AsMatrix(classes));
            for (int row = 0; row < answers.Length; row++)
            {
                Assert.Equal(exactLosses[row], losses[row], Math.Abs(exactLosses[row]) * 1.3e-7 + 1e-44);
                double largest = exact.Skip(row * classes).Take(classes).Max(Math.Abs);
                for (int k = row * classes; k < (row + 1) * classes; k++) Assert.Equal(exact[k], gradient[k], largest * 1.3e-7 + 1e-44);
            }
        }
    }

    [Theory, InlineData("spherical"), InlineData("expectation-l2"), InlineData("tanimoto"), InlineData("cauchy-schwarz"), InlineData("abs-normalised")]
    public void They_give_the_same_bits_alone_and_in_place(string name)
    {
        var loss = LossCatalog.Parse(name) with { Reduction = Reduction.Sum };
        foreach (int classes in s_classes)
        {
            float[] logits = Logits(classes, out int[] answers), gradient = new float[logits.Length], alone = new float[logits.Length];
            loss.Evaluate(logits.AsMatrix(classes), answers, gradient.AsMatrix(classes));
            for (int row = 0; row < answers.Length; row++)
            {
                var place = (row * classes)..((row + 1) * classes);
                loss.Evaluate(logits[place].AsMatrix(classes), answers[row..(row + 1)], alone.AsSpan(place).AsMatrix(classes));
            }
            Assert.Equal(alone, gradient);
            loss.Evaluate(logits.AsMatrix(classes), answers, logits.AsMatrix(classes));
            Assert.Equal(gradient, logits);
        }
    }

    /// <summary>37 rows: every third is led by a wrong class more and more surely, every fifth has a hopeless true class or a logit that is nearly all of Σ|z|.</summary>
    static float[] Logits(int classes, out int[] answers)
    {
        var random = new Random(classes);
        int[] classOf = answers = new int[37];
        float[] logits = [.. Enumerable.Range(0, 37 * classes).Select(_ => random.NextSingle() * 6 - 3)];
        for (int row = 0; row < 37; row++)
        {
            classOf[row] = random.Next(classes);
            if (row % 3 == 0) logits[row * classes + (classOf[row] + 1) % classes] = row;
            if (row % 5 == 0) logits[row * classes + classOf[row]] = row % 2 == 0 ? -300 - row : 1e9f;
        }
        return logits;
    }
}
