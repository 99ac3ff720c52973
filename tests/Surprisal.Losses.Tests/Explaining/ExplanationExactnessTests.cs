namespace Surprisal.Losses.Tests;

/// <summary>Loss and gradient of a story are the kernel's, and its steps arrive there: to the very bits.</summary>
public class ExplanationExactnessTests
{
    const int RowsPerSize = 100;

    // A register of doubles or floats less one, whole, and one more; and where the kernels of cross-entropy change.
    static readonly int[] s_classes = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 100];

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void The_steps_arrive_at_the_bits_of_the_kernel_of_doubles(string name)
    {
        var c = LossCase.Of(name);
        foreach (var (z, answer) in Rows(c))
        {
            var told = c.Loss.Explain(z, answer.Values is { } v ? v : new[] { answer.Class });
            var kernel = Tests.Rows.EvaluateDoubles(c.Loss, [z], [answer]);
            Assert.Equal((kernel.Value, kernel.Value), (told.Value, told.Sum / told.Divisor));
            Assert.Equal(kernel.Gradient, told.Classes.Select(k => k.Gradient));
            Assert.Equal(told.Sum, told.ToldSum);
        }
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void The_steps_arrive_at_the_bits_of_the_kernel_of_floats(string name)
    {
        var c = LossCase.Of(name);
        foreach (var (z, answer) in Rows(c))
        {
            var told = c.Loss.Explain(Array.ConvertAll(z, x => (float)x), answer.Values is { } v ? Array.ConvertAll(v, x => (float)x) : new[] { answer.Class });
            var kernel = Tests.Rows.Evaluate(c.Loss, [z], [answer]);
            Assert.Equal((kernel.Value, kernel.Value), (told.Value, told.Sum / told.Divisor));
            Assert.Equal(kernel.Gradient, told.Classes.Select(k => (float)k.Gradient));
            Assert.Equal(told.Sum, told.ToldSum);
        }
    }

    // Answers are looked through in blocks of 4,096: the first has only hard ones, the second a soft one too, the third is short.
    [Theory, InlineData("binary-cross-entropy"), InlineData("sigmoid-distance"), InlineData("asymmetric"), InlineData("mse")]
    public void The_steps_of_a_row_of_several_blocks_arrive_there_too(string name)
    {
        var random = new Random(7);
        float[] z = [.. Enumerable.Range(0, 9001).Select(_ => random.NextSingle() * 10 - 5)], targets = [.. z.Select(_ => (float)random.Next(2))];
        targets[5000] = 0.25f;
        var told = LossCatalog.Parse(name).Explain(z, targets);
        Assert.Equal(told.Sum, told.ToldSum);
    }

    /// <summary>Near, far and very far logits, with hard and soft answers.</summary>
    static IEnumerable<(double[] Logits, Answer Answer)> Rows(LossCase c)
    {
        var random = new Random(5);
        bool isFixed = c.Loss.ClassWeights is not null || c.Loss.PositiveWeights?.Count > 1;
        foreach (int classes in isFixed ? [c.Logits.Length] : s_classes)
        {
            for (int i = 0; i < RowsPerSize; i++)
            {
                double[] z = [.. Enumerable.Range(0, classes).Select(_ => (double)(float)((random.NextDouble() * 2 - 1) * Math.Pow(10, i % 3)))];
                Answer answer = c.Answer.Values is null ? random.Next(classes) : (double[])[.. z.Select(_ => i % 2 == 0 ? (double)(float)random.NextDouble() : random.Next(2))];
                yield return (z, answer);
            }
        }
    }
}
