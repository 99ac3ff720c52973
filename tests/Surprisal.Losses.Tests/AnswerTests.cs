using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Yes-or-no targets of a float batch are read in a way of their own, some as floats, and soft ones as doubles; how, is each logit's own affair.</summary>
public class AnswerTests
{
    const int Columns = 7, Count = 12_005; // two blocks of 4096 and a third that ends within a register

    static readonly float[] s_logits = Numbers(random => (float)(random.NextDouble() - 0.5) * 40);
    static readonly float[] s_answers = Numbers(random => random.Next(2));
    static readonly float[] s_soft = Numbers(random => random.Next(4) switch { 0 => float.Epsilon, 1 => MathF.BitDecrement(1), 2 => MathF.BitIncrement(1), _ => 0.1f + 0.8f * (float)random.NextDouble() });

    [Theory]
    [InlineData("binary-cross-entropy", 7, 0)] // one in every register
    [InlineData("sigmoid-distance", 7, 0)]
    [InlineData("binary-focal", 7, 0)]
    [InlineData("asymmetric", 7, 0)]
    [InlineData("binary-cross-entropy", 5000, 4999)] // one in some blocks
    [InlineData("binary-cross-entropy", 2, 4096)] // none in the first block
    public void A_soft_target_changes_no_bit_of_its_neighbours(string loss, int every, int from)
    {
        float[] targets = [.. s_answers.Select((answer, i) => IsSoft(i) ? s_soft[i] : answer)];
        var (mixed, answers, soft) = (Run(loss, targets), Run(loss, s_answers), Run(loss, s_soft));
        Assert.Equal(answers.Gradient.Select((g, i) => IsSoft(i) ? soft.Gradient[i] : g), mixed.Gradient);
        Assert.Equal(answers.Losses.Select((l, i) => IsSoft(i) ? soft.Losses[i] : l), mixed.Losses);
        Assert.Equal(mixed.Losses.Average(l => (double)l), mixed.Value, 1e-7 * mixed.Value);

        bool IsSoft(int i) => i >= from && i % every == 0;
    }

    [Theory, InlineData("binary-cross-entropy"), InlineData("sigmoid-distance")]
    public void Minus_zero_is_a_no_among_answers_and_among_soft_targets(string loss)
    {
        var expected = Run(loss, s_answers);
        float[] targets = [.. s_answers.Select(answer => answer == 0 ? -0f : answer)];
        Assert.Equal(expected.Gradient, Run(loss, targets).Gradient);
        targets[3] = 0.5f;
        Assert.Equal(expected.Gradient[4..], Run(loss, targets).Gradient[4..]);
    }

    [Fact]
    public void A_target_that_is_no_number_spoils_its_own_logit_and_no_other()
    {
        var expected = Run("binary-cross-entropy", s_answers);
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity])
        {
            var (value, gradient, losses) = Run("binary-cross-entropy", [.. s_answers[..100], bad, .. s_answers[101..]]);
            Assert.False(double.IsFinite(value) || float.IsFinite(losses[100]) || float.IsFinite(gradient[100]));
            Assert.Equal(expected.Gradient[101..], gradient[101..]);
            Assert.Equal(expected.Losses[..100], losses[..100]);
        }
    }

    [Fact]
    public void Answers_cost_what_the_same_formula_tells_of_any_target()
    {
        Same(new BinaryCrossEntropy());
        Same(new SigmoidDistance());
        foreach (double gamma in (double[])[0, 0.5, 1, 2, 3, 4]) Same(new BinaryFocal(gamma));
        foreach (double margin in (double[])[0, 0.05, 0.9])
        {
            foreach (var (no, yes) in ((double, double)[])[(4, 1), (0, 0), (0, 2), (1.5, 0.5)]) Same(new Asymmetric(no, yes, margin));
        }
    }

    static void Same<TFormula>(TFormula formula)
        where TFormula : struct, IPointwiseFormula<TFormula>
    {
        foreach (double z in (double[])[-1e30, -800, -740, -36.7, -3, -1e-9, 0, 0.25, 2, 5, 36.7, 680, 740, 800, 1e30])
        {
            foreach (double answer in (double[])[0, 1])
            {
                var (any, own) = (formula.At<Real>(z, answer), formula.AtAnswer<Real>(z, answer));
                Assert.Equal(any.Value.Value, own.Value.Value, 1e-14 + 1e-12 * Math.Abs(any.Value.Value));
                Assert.Equal(any.Slope.Value, own.Slope.Value, 1e-14 + 1e-12 * Math.Abs(any.Slope.Value));
            }
        }
    }

    static float[] Numbers(Func<Random, float> next)
    {
        var random = new Random(8);
        return [.. Enumerable.Range(0, Count).Select(_ => next(random))];
    }

    // The mean: its factor 1/12005 is another number in float than in double.
    static (double Value, float[] Gradient, float[] Losses) Run(string loss, float[] targets)
    {
        float[] gradient = new float[Count], losses = new float[Count];
        double value = LossCatalog.Parse(loss).EvaluateEach(s_logits.AsMatrix(Columns), (ReadOnlySpan<float>)targets, losses, gradient.AsMatrix(Columns));
        return (value, gradient, losses);
    }
}
