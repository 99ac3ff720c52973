using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests.Lab;

/// <summary>The two losses that the lab shows as mistakes make them as told.</summary>
public sealed class WrongRowsTests
{
    static readonly double[] s_logits = [0.3, -1.2, 2];

    [Fact]
    public void Two_softmaxes_are_one_after_the_other()
    {
        double sum = s_logits.Sum(Math.Exp);
        double[] p = [.. s_logits.Select(z => Math.Exp(z) / sum)];
        Assert.Equal(-Math.Log(Math.Exp(p[1]) / p.Sum(Math.Exp)), Value(Loss.Of(new TwiceSoftmax()), 1), 1e-14);
    }

    [Fact]
    public void Rows_of_any_sum_look_at_their_own_class_alone() => Assert.Equal(Math.Log(1 + Math.Exp(1.2)), Value(Loss.Of(new WithoutNormalising()), 1), 1e-14);

    [Fact]
    public void Their_slopes_are_those_of_their_values()
    {
        foreach (var loss in (Loss[])[Loss.Of(new TwiceSoftmax()), Loss.Of(new WithoutNormalising())])
        {
            Assert.InRange(loss.SlopeError(s_logits, new[] { 2 }), 0, 1e-12);
            double[] gradient = new double[3];
            loss.Evaluate(s_logits.AsMatrix(3), new[] { 2 }, gradient.AsMatrix(3));
            for (int k = 0; k < 3; k++)
            {
                double[] up = [.. s_logits], down = [.. s_logits];
                up[k] += 1e-5;
                down[k] -= 1e-5;
                Assert.Equal((loss.Evaluate(up.AsMatrix(3), new[] { 2 }) - loss.Evaluate(down.AsMatrix(3), new[] { 2 })) / 2e-5, gradient[k], 1e-9);
            }
        }
    }

    static double Value(Loss loss, int target) => loss.Evaluate(s_logits.AsMatrix(3), new[] { target });
}
