using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>What a loss refuses, and how it says so.</summary>
public class RefusalTests
{
    static readonly float[] s_logits = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Targets_that_do_not_fit_are_named_with_row_and_value()
    {
        Refused("row 1: class 3 is outside 0..2.", () => Loss.CrossEntropy.Evaluate(s_logits.AsMatrix(3), new[] { 0, 3 }));
        Refused("row 0: class -100 is outside 0..2.", () => Loss.CrossEntropy.Evaluate(s_logits.AsMatrix(3), new[] { -100, 1 }));
        Refused("cross-entropy: 2 targets expected for these logits, got 3.", () => Loss.CrossEntropy.Evaluate(s_logits.AsMatrix(3), new[] { 0, 1, 2 }));
        Refused("cross-entropy: 6 targets expected for these logits, got 2.", () => Loss.CrossEntropy.Evaluate(s_logits.AsMatrix(3), new float[] { 0, 1 }));
        Refused("binary-cross-entropy needs one number per logit as targets, got class indices.", () => Loss.BinaryCrossEntropy.Evaluate(s_logits.AsMatrix(3), new[] { 0, 1 }));
    }

    [Fact]
    public void Nothing_is_written_when_the_targets_are_refused()
    {
        float[] gradient = new float[6];
        Assert.Throws<ArgumentException>(() => Loss.CrossEntropy.Evaluate(s_logits.AsMatrix(3), new[] { 0, 3 }, gradient.AsMatrix(3)));
        Assert.Equal(new float[6], gradient);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Refused("cross-entropy: the gradient must have the shape of the logits, 2 × 3, got 3 × 2.", () => Loss.CrossEntropy.Evaluate(s_logits.AsMatrix(3), new[] { 0, 1 }, new float[6].AsMatrix(2)));
        Refused("cross-entropy: the gradient must be the logits' own memory or apart from it, not overlap it.", () =>
        {
            float[] memory = new float[9];
            return Loss.CrossEntropy.Evaluate(memory.AsSpan(0, 6).AsMatrix(3), new[] { 0, 1 }, memory.AsSpan(3, 6).AsMatrix(3));
        });
        Refused("cross-entropy: room for 2 losses expected, got 3.", () => Loss.CrossEntropy.EvaluateEach(s_logits.AsMatrix(3), new[] { 0, 1 }, new float[3]));
        Refused("6 numbers do not make rows of 4.", () => s_logits.AsMatrix(4).Rows);
    }

    [Fact]
    public void Options_that_do_not_fit_are_refused()
    {
        Refused("cross-entropy: label smoothing must lie in [0, 1], got 1.5.", () => (Loss.CrossEntropy with { LabelSmoothing = 1.5 }).LabelSmoothing);
        Refused("mse knows no label smoothing; it knows no options.", () => (Loss.Mse with { LabelSmoothing = 0.5 }).LabelSmoothing);
        Refused("binary-cross-entropy knows no class weights; it knows label smoothing, positive weights.", () => (Loss.BinaryCrossEntropy with { ClassWeights = [1] }).Reduction == 0 ? 1 : 0);
        Refused("cross-entropy: 3 class weights expected, one per column of the logits, got 2.", () => (Loss.CrossEntropy with { ClassWeights = [1, 2] }).Evaluate(s_logits.AsMatrix(3), new[] { 0, 1 }));
        Refused("binary-cross-entropy: 3 positive weights expected, one per column of the logits, got 2.", () => (Loss.BinaryCrossEntropy with { PositiveWeights = [1, 2] }).Evaluate(s_logits.AsMatrix(3), s_logits));
    }

    [Theory]
    [InlineData("focl", "'focl' is not a loss. Losses: abs-normalised, asymmetric, binary-cross-entropy, binary-focal, cauchy-schwarz, cross-entropy, cubed-hinge, expectation-l1, expectation-l2, expectation-linf, focal, generalized-cross-entropy, hinge, huber, kl-divergence, l1, log-squared, mse, nll, ova-hinge, poly, sigmoid-distance, smooth-l1, spherical, squared-hinge, symmetric-cross-entropy, tanimoto.")]
    [InlineData("mse:gamma=1", "'gamma' is not an option of mse. It has none.")]
    [InlineData("cross-entropy:gamma=1", "'gamma' is not an option of cross-entropy. Options: label-smoothing, ignore-index, z-loss.")]
    [InlineData("cross-entropy:label-smoothing", "cross-entropy: an option reads name=value, got 'label-smoothing'. Options: label-smoothing, ignore-index, z-loss.")]
    [InlineData("cross-entropy:label-smoothing=0,1", "cross-entropy: an option reads name=value, got '1'. Options: label-smoothing, ignore-index, z-loss.")]
    [InlineData("cross-entropy:label-smoothing=x", "cross-entropy: label-smoothing must be a number, got 'x'.")]
    [InlineData("huber:delta=0", "huber: delta must lie in [1E-300, 1E+300], got 0.")]
    [InlineData("huber:gamma=1", "'gamma' is not an option of huber. Options: delta.")]
    [InlineData("poly:epsilon=NaN", "poly: epsilon must be a number, got 'NaN'.")]
    [InlineData("cross-entropy:ignore-index=1.5", "cross-entropy: ignore-index must be a whole number from -2147483648 to 2147483647, got '1.5'.")]
    [InlineData("cross-entropy:ignore-index=1,ignore-index=2", "cross-entropy: 'ignore-index' is given twice.")]
    public void A_loss_that_cannot_be_read_is_refused_with_what_would_be_valid(string text, string message) => Refused(message, () => LossCatalog.Parse(text).LabelSmoothing);

    [Fact]
    public void Options_are_read_with_a_decimal_point_in_every_locale()
    {
        var loss = LossCatalog.Parse("cross-entropy:label-smoothing=0.1,ignore-index=-100");
        Assert.Equal(0.1, loss.LabelSmoothing);
        Assert.Equal(-100, loss.IgnoreIndex);
        Assert.Equal(1.5 * (4 - 0.75), LossCatalog.Parse("huber:delta=1.5").Evaluate(new double[] { 5 }.AsMatrix(1), new double[] { 1 }), 1e-12);
        Assert.Equal([2.5], LossCatalog.Parse("binary-cross-entropy:pos-weight=2.5").PositiveWeights!);
    }

    static void Refused(string message, Func<double> call) => Assert.Equal(message, Assert.Throws<ArgumentException>(() => { _ = call(); }).Message);
}
