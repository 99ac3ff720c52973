using static System.Math;

namespace Surprisal.Losses.Tests;

/// <summary>The table of an explanation against the lesson's own arithmetic, and its sentences.</summary>
public class ExplanationTests
{
    static readonly double[] s_logits = [4.6, -2.1, 0.3];
    static readonly string[] s_names = ["cat", "dog", "plane"];

    [Fact]
    public void The_lesson_is_shift_exp_sum_divide_log_and_pick()
    {
        var told = Loss.CrossEntropy.Explain(s_logits, new[] { 0 });
        double sum = 1 + Exp(-6.7) + Exp(-4.3);
        AssertClose.EqualDoubles(4.6, told.Softmax!.Max);
        AssertClose.EqualDoubles(sum, told.Softmax.Sum);
        AssertClose.EqualDoubles(4.6 + Log(sum), told.Softmax.LogSumExp);
        for (int k = 0; k < 3; k++)
        {
            var c = told.Classes[k];
            double p = Exp(s_logits[k] - 4.6) / sum;
            AssertClose.EqualDoubles(s_logits[k] - 4.6, c.Shifted!.Value);
            AssertClose.EqualDoubles(Exp(s_logits[k] - 4.6), c.Exponential!.Value);
            AssertClose.EqualDoubles(p, c.Probability!.Value);
            AssertClose.EqualDoubles(-Log(p), c.Cost!.Value);
            AssertClose.EqualDoubles(k == 0 ? Log(sum) : 0, c.Product!.Value);
            AssertClose.EqualDoubles(p - (k == 0 ? 1 : 0), c.Gradient);
        }
        Assert.Equal((1, 1, 0), (told.Divisor, told.Weight, told.TargetClass));
    }

    [Fact]
    public void A_weight_counts_in_the_sum_and_in_what_the_mean_divides_by()
    {
        var told = (Loss.CrossEntropy with { ClassWeights = [1, 4, 1] }).Explain([0.0, 0, 0], new[] { 1 });
        Assert.Equal((4, 4), (told.Weight, told.Divisor));
        AssertClose.EqualDoubles(4 * Log(3), told.Sum);
        AssertClose.EqualDoubles(Log(3), told.Value);
        Assert.Equal([0, 4, 0], told.Classes.Select(c => c.Mass!.Value));
    }

    [Fact]
    public void Smoothing_lets_every_class_count_a_little()
    {
        var told = (Loss.CrossEntropy with { LabelSmoothing = 0.3 }).Explain([0.0, 0, 0], new[] { 2 });
        Assert.Equal([0, 0, 1], told.Classes.Select(c => c.Target));
        Assert.All(told.Classes.Zip([0.1, 0.1, 0.8]), pair => AssertClose.EqualDoubles(pair.Second, pair.First.Mass!.Value));
        AssertClose.EqualDoubles(0.1 * Log(3), told.Classes[0].Product!.Value);
    }

    [Fact]
    public void Labels_cost_each_for_itself_and_the_formula_says_how()
    {
        var told = Loss.BinaryCrossEntropy.Explain([Log(3), 0], new double[] { 1, 0 });
        Assert.Null(told.Softmax);
        Assert.Null(told.TargetClass);
        AssertClose.EqualDoubles(0.75, told.Classes[0].Probability!.Value);
        AssertClose.EqualDoubles(Log(4.0 / 3), told.Classes[0].Cost!.Value);
        AssertClose.EqualDoubles(Log(2), told.Classes[1].Steps.Single(s => s.Text == "−log p").Value);
        AssertClose.EqualDoubles((Log(4.0 / 3) + Log(2)) / 2, told.Value);
        AssertClose.EqualDoubles(0.25, told.Classes[1].Gradient); // (p − t)/2
    }

    [Fact]
    public void An_ignored_row_costs_nothing_whatever_it_holds()
    {
        var told = (Loss.CrossEntropy with { IgnoreIndex = 255 }).Explain([double.NaN, 1], new[] { 255 });
        Assert.True(told.IsIgnored);
        Assert.Equal((0, 0), (told.Sum, told.Divisor));
        Assert.Equal([0, 0], told.Classes.Select(c => c.Gradient));
        Assert.Equal("The target 255 is ignored: the row costs nothing and pulls nowhere.", told.Summary());
    }

    [Fact]
    public void Steps_end_with_the_loss_and_its_gradient()
    {
        var steps = (Loss.Mse with { Reduction = Reduction.Mean }).Explain([3.0, 1], new double[] { 1, 2 }).Steps;
        Assert.Equal(["ℓ", "ℓ/what the mean divides by", "∂ℓ/∂z_0", "∂ℓ/∂z_1"], steps.TakeLast(4).Select(s => s.Text));
        Assert.Equal([5, 2.5, 2, -1], steps.TakeLast(4).Select(s => s.Value));
    }

    [Theory]
    // Figures of PyTorch 1.13.1 in float64.
    [InlineData("cross-entropy", 0, "cat is right with p = 0.9854: 0.0147 nats (0.0212 bits) of surprisal. The gradient pulls cat (0.0146) up and pushes plane (0.0134) and dog (0.0012) down.")]
    [InlineData("cross-entropy", 1, "The answer is dog, to which the model gives p = 0.0012, while it gives cat 0.9854: 6.7147 nats (9.6873 bits) of surprisal. The gradient pulls dog (0.9988) up and pushes cat (0.9854) and plane (0.0134) down.")]
    [InlineData("hinge", 0, "cat is right and leads: hinge is 0. The gradient is 0: nothing is pulled.")]
    [InlineData("expectation-l2", 0, "cat is right with p = 0.9854: expectation-l2 is 0.0004. The gradient pulls cat (0.0008) up and pushes plane (0.0007) and dog (3.74e-5) down.")]
    public void A_class_has_a_sentence(string loss, int target, string sentence) => Assert.Equal(sentence, LossCatalog.Parse(loss).Explain(s_logits, new[] { target }).Summary(s_names));

    [Fact]
    public void A_distribution_is_parted_into_its_own_entropy_and_the_distance_from_it()
    {
        string text = Loss.CrossEntropy.Explain([0.0, 0], new double[] { 0.25, 0.75 }).Summary();
        Assert.Contains("0.6931 nats (1.0000 bits), of which 0.5623 nats are the answer's own entropy and 0.1308 the model's distance from it.", text, StringComparison.Ordinal);
        Assert.Contains("The targets sum to 2 where a distribution sums to 1", Loss.CrossEntropy.Explain([0.0, 1], new double[] { 1, 1 }).Summary(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 0, "The loss is NaN: the logit of class 0 is ∞, and ∞ − ∞ in z − max z has no value.")]
    [InlineData(double.NaN, 0, "The loss is NaN: the logit of class 0 is NaN.")]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, "The loss is NaN: all logits are −∞, and ∞ − ∞ in z − max z has no value.")]
    public void What_has_no_value_says_why(double first, double second, string sentence) => Assert.Equal(sentence, Loss.CrossEntropy.Explain([first, second], new[] { 1 }).Summary());

    [Fact]
    public void A_softmax_over_one_class_says_that_it_says_nothing() =>
        Assert.StartsWith("A softmax over one class is always 1", Loss.CrossEntropy.Explain([3.0], new[] { 0 }).Summary(), StringComparison.Ordinal);

    [Fact]
    public void No_logit_at_all_is_no_accident() => Assert.Equal("There is no logit, and nothing to explain.", Loss.Mse.Explain([], Array.Empty<double>()).Summary());

    [Fact]
    public void Other_than_one_name_per_logit_is_refused() =>
        Assert.Equal("3 names expected, one per logit, got 2.", Assert.Throws<ArgumentException>(() => Loss.CrossEntropy.Explain(s_logits, new[] { 0 }).Summary(["a", "b"])).Message);
}
