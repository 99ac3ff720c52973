using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>Rows that sit at an edge of the definition.</summary>
public class EdgeCaseTests
{
    const float Infinity = float.PositiveInfinity, NaN = float.NaN;
    static readonly int[] s_sizes = [2, 3, 10, 100];
    static readonly Loss s_ignoring = Loss.CrossEntropy with { IgnoreIndex = -100 };

    [Fact]
    public void An_ignored_row_costs_exactly_nothing_whatever_it_holds()
    {
        var (value, gradient, losses) = Run(s_ignoring, [NaN, Infinity, 1, 0], [-100, 0], 2);
        Assert.Equal([0, 0], gradient[..2]);
        Assert.Equal(0, losses[0]);
        Assert.Equal(Math.Log(1 + Math.Exp(-1)), value, 1e-7);
        Assert.Equal(0, Run(s_ignoring with { LabelSmoothing = 0.1 }, [NaN, 1, 1, 0], [-100, 0], 2).Losses[0]);
    }

    [Fact]
    public void A_class_can_be_the_ignored_one() =>
        Assert.Equal(0, Run(Loss.CrossEntropy with { IgnoreIndex = 1 }, [5, 0, 5, 0], [1, 0], 2).Losses[0]);

    [Fact]
    public void A_batch_of_nothing_sums_to_zero_and_has_no_mean()
    {
        Assert.True(double.IsNaN(Loss.CrossEntropy.Evaluate(new ReadOnlyMatrixSpan<float>([], 0, 3), Array.Empty<int>())));
        Assert.Equal(0, (Loss.CrossEntropy with { Reduction = Reduction.Sum }).Evaluate(new ReadOnlyMatrixSpan<float>([], 0, 3), Array.Empty<int>()));
        var ignored = Run(s_ignoring, [1, 2], [-100], 2);
        Assert.True(double.IsNaN(ignored.Value));
        Assert.Equal([0, 0], ignored.Gradient);
        var weightless = Run(Loss.CrossEntropy with { ClassWeights = [0, 1] }, [1, 2], [0], 2);
        Assert.True(double.IsNaN(weightless.Value));
        Assert.Equal([0, 0], weightless.Gradient);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(33)]
    public void A_nan_spoils_its_own_row_and_no_other(int classes)
    {
        foreach (float bad in (float[])[NaN, BitConverter.Int32BitsToSingle(0x7FC00001), BitConverter.Int32BitsToSingle(-1)])
        {
            float[] logits = new float[3 * classes];
            logits[classes + 1] = bad;
            foreach (var loss in (Loss[])[Loss.CrossEntropy, Loss.CrossEntropy with { LabelSmoothing = 0.1 }])
            {
                var (value, gradient, losses) = Run(loss, logits, [0, 0, 1], classes);
                Assert.True(double.IsNaN(value) && float.IsNaN(losses[1]));
                Assert.All(gradient[classes..(2 * classes)], g => Assert.True(float.IsNaN(g)));
                Assert.All(gradient[..classes].Concat(gradient[(2 * classes)..]), g => Assert.True(float.IsFinite(g)));
                Assert.Equal(Math.Log(classes), losses[0], 1e-6);
            }
        }
    }

    [Fact]
    public void Minus_infinity_without_target_mass_is_harmless()
    {
        var index = Run(Loss.CrossEntropy, [-Infinity, 1, 0], [1], 3);
        Assert.Equal(Math.Log(1 + Math.Exp(-1)), index.Value, 1e-7);
        Assert.Equal(0, index.Gradient[0]);
        float[] gradient = new float[3];
        double soft = Loss.CrossEntropy.Evaluate(new float[] { -Infinity, 1, 0 }.AsMatrix(3), new float[] { 0, 1, 0 }, gradient.AsMatrix(3));
        Assert.Equal(index.Value, soft, 1e-7);
        Assert.Equal(index.Gradient, gradient);
    }

    [Fact]
    public void Minus_infinity_at_the_target_costs_infinity_with_a_finite_gradient()
    {
        var (value, gradient, _) = Run(Loss.CrossEntropy, [-Infinity, 0, 0], [0], 3);
        Assert.Equal(double.PositiveInfinity, value);
        Assert.Equal([-1, 0.5f, 0.5f], gradient);
        var smoothed = Run(Loss.CrossEntropy with { LabelSmoothing = 0.1 }, [-Infinity, 0, 0], [1], 3);
        Assert.Equal(double.PositiveInfinity, smoothed.Value);
        Assert.All(smoothed.Gradient, g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void A_row_of_minus_infinity_only_is_not_a_number()
    {
        Assert.True(double.IsNaN(Run(Loss.CrossEntropy, [-Infinity, -Infinity], [0], 2).Value));
        Assert.True(double.IsNaN(Run(Loss.CrossEntropy with { LabelSmoothing = 0.1 }, [-Infinity, -Infinity], [0], 2).Value));
    }

    [Theory]
    [InlineData("cross-entropy")]
    [InlineData("cross-entropy:label-smoothing=0.1")]
    [InlineData("focal")]
    [InlineData("nll")]
    [InlineData("hinge")]
    public void A_nan_shows_through_a_class_weight_of_0(string name)
    {
        foreach (int classes in (int[])[3, 10, 100])
        {
            var loss = LossCatalog.Parse(name) with { ClassWeights = [0, .. Enumerable.Repeat(1.0, classes - 1)] };
            float[] logits = [.. Enumerable.Range(0, 2 * classes).Select(k => 0.1f * (k % classes))];
            logits[0] = NaN;
            var (value, gradient, losses) = Run(loss, logits, [0, 1], classes);
            Assert.True(double.IsNaN(value) && float.IsNaN(losses[0]));
            Assert.Equal(name != "nll", float.IsNaN(gradient[0])); // whose slope is −w whatever the logit
            Assert.True(float.IsFinite(losses[1]));
        }
    }

    [Fact]
    public void A_nan_shows_through_targets_and_positive_weights_of_0()
    {
        foreach (var (loss, target) in ((Loss, float)[])[(Loss.KlDivergence, 0), (Loss.BinaryCrossEntropy with { PositiveWeights = [0] }, 1), (Loss.CrossEntropy, 0)])
        {
            float[] losses = new float[loss.LossCount(2, 1)];
            loss.EvaluateEach(new[] { NaN, -2f }.AsMatrix(1), new[] { target, target }, losses);
            Assert.True(float.IsNaN(losses[0]) && float.IsFinite(losses[1]));
        }
        Assert.True(double.IsNaN(Run(Loss.AbsNormalised, [NaN, 0, 1], [1], 3).Value));
    }

    [Theory]
    [InlineData("hinge", new[] { -Infinity, 1, 2 }, Infinity, new[] { -2f / 3, 1f / 3, 1f / 3 })]
    [InlineData("squared-hinge", new[] { -Infinity, 1, 2 }, Infinity, new[] { -Infinity, Infinity, Infinity })]
    [InlineData("cubed-hinge", new[] { -Infinity, 1, 2 }, Infinity, new[] { -Infinity, Infinity, Infinity })]
    [InlineData("squared-hinge", new[] { 1, Infinity, 2 }, Infinity, new[] { -Infinity, Infinity, 4f / 3 })]
    [InlineData("hinge", new[] { 1, -Infinity, 2 }, 2f / 3, new[] { -1f / 3, 0, 1f / 3 })]
    [InlineData("abs-normalised", new[] { 1, -Infinity, 2 }, Infinity, new[] { -1f, 0, 0 })]
    [InlineData("abs-normalised", new[] { 0, Infinity, 2 }, Infinity, new[] { 0f, 0, 0 })]
    public void Infinite_logits_pull_where_the_formula_says(string name, float[] logits, double expected, float[] slopes)
    {
        var (value, gradient, _) = Run(LossCatalog.Parse(name), logits, [0], 3);
        Assert.Equal(expected, value, 1e-6);
        for (int k = 0; k < 3; k++) Assert.Equal(slopes[k], gradient[k], 1e-6f);
    }

    [Fact]
    public void A_class_of_no_chance_that_no_target_names_costs_nothing_in_kl_divergence()
        => Assert.Equal(0, Loss.KlDivergence.Evaluate(new[] { -Infinity }.AsMatrix(1), new[] { 0f }));

    [Fact]
    public void Equal_logits_of_any_size_cost_exactly_the_logarithm_of_their_number()
    {
        foreach (float z in (float[])[0, 1e-3f, 0.1f, 0.3f, MathF.PI, -7.3f, 1e4f, -1e8f, 1e30f])
        {
            foreach (int classes in (int[])[.. Enumerable.Range(2, 79), 1000, 2050])
            {
                var (inFloats, _, losses) = Run(Loss.CrossEntropy, [.. Enumerable.Repeat(z, classes)], [1], classes);
                Assert.Equal((float)Math.Log(classes), losses[0]);
                Assert.Equal(Math.Log(classes), inFloats, 2e-15 * inFloats);
                double inDoubles = Loss.CrossEntropy.Evaluate(Enumerable.Repeat((double)z, classes).ToArray().AsMatrix(classes), new[] { 1 });
                Assert.Equal(Math.Log(classes), inDoubles, 2e-15 * inDoubles); // a few units in the last place
            }
        }
    }

    [Fact]
    public void A_confident_row_keeps_its_digits()
    {
        var (_, gradient, losses) = Run(Loss.CrossEntropy, [20, 0], [0], 2);
        Assert.Equal(2.0611536e-9f, losses[0]);
        Assert.Equal([-2.0611536e-9f, 2.0611536e-9f], gradient);
        Assert.Equal((float)Math.Exp(-95), Run(Loss.CrossEntropy, [95, 0], [0], 2).Losses[0]); // subnormal
    }

    [Fact]
    public void Infinite_logits_on_the_right_side_cost_nothing_in_binary_cross_entropy()
    {
        float[] gradient = new float[2];
        Assert.Equal(0, Loss.BinaryCrossEntropy.Evaluate(new float[] { Infinity, -Infinity }.AsMatrix(1), new float[] { 1, 0 }, gradient.AsMatrix(1)));
        Assert.Equal([0, 0], gradient);
    }

    [Fact]
    public void Parameters_at_the_ends_of_their_range_give_finite_results()
    {
        double[] logits = [1, -2, 0.5, 0, -30, 700, 40];
        foreach (var info in LossCatalog.All.Select(d => d.Info))
        {
            foreach (var parameter in info.Parameters)
            {
                foreach (double end in (double[])[parameter.Minimum, parameter.Maximum])
                {
                    var loss = LossCatalog.Parse(FormattableString.Invariant($"{info.Name}:{parameter.Name}={end}"));
                    Answer answer = info.Targets.HasFlag(TargetKinds.ClassIndex) ? new(0) : new(-1, [0, 1, 0.25, 1, 0, 1, 0]);
                    var (value, gradient) = Rows.EvaluateDoubles(loss, [logits], [answer]);
                    Assert.True(double.IsFinite(value) && Array.TrueForAll(gradient, double.IsFinite), $"{loss}: {value}, [{string.Join(", ", gradient)}]");
                    var floats = Rows.Evaluate(loss, [logits], [answer]);
                    Assert.True(double.IsFinite(floats.Value) && Array.TrueForAll(floats.Gradient, float.IsFinite), $"{loss} of floats: {floats.Value}, [{string.Join(", ", floats.Gradient)}]");
                }
            }
        }
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    public void A_tiny_gamma_has_a_finite_slope_where_the_answer_is_all_but_certain(double gamma)
    {
        foreach (var loss in (Loss[])[Loss.BinaryFocal(gamma), Loss.Asymmetric(gamma, gamma, 0)])
            Assert.Equal([0, -0.5f], Rows.Evaluate(loss with { Reduction = Reduction.Sum }, [[-721, -721]], [new(-1, [0, 0.5])]).Gradient.Select(slope => MathF.Round(slope, 2)));
    }

    [Fact]
    public void Float_losses_lie_within_two_ulp_of_the_exact_ones()
    {
        var random = new Random(3);
        double worst = 0;
        for (int round = 0; round < 4000; round++)
        {
            int classes = s_sizes[round % s_sizes.Length];
            float spread = (float)Math.Pow(10, random.NextDouble() * 3 - 1);
            float[] z = [.. Enumerable.Range(0, classes).Select(_ => (float)(random.NextDouble() - 0.5) * spread)];
            if (round % 3 == 0) z[1] += 12; // confident
            worst = Math.Max(worst, AssertClose.Ulps(Exact(z, 1), Run(Loss.CrossEntropy, z, [1], classes).Losses[0]));
        }
        Assert.InRange(worst, 0.4, 2); // below 0.4 nothing would have been measured: rounding alone gives 0.5
    }

    // Σ_{j ≠ y} exp(z_j − z_y) in doubles and its log1p by series where it is small: not the kernel's way.
    static double Exact(float[] z, int target)
    {
        double others = z.Where((_, j) => j != target).Sum(x => Math.Exp((double)x - z[target]));
        return others < 1e-4 ? others - others * others / 2 + others * others * others / 3 : Math.Log(1 + others);
    }

    static (double Value, float[] Gradient, float[] Losses) Run(Loss loss, float[] logits, int[] classes, int columns)
    {
        float[] gradient = [.. Enumerable.Repeat(-77f, logits.Length)], losses = [.. Enumerable.Repeat(-77f, classes.Length)];
        return (loss.EvaluateEach(logits.AsMatrix(columns), classes, losses, gradient.AsMatrix(columns)), gradient, losses);
    }
}
