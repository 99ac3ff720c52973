using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>A probe finds what is known of a loss on paper.</summary>
public class LossProbeTests
{
    [Theory]
    [InlineData("cross-entropy", ProbeVerdict.Proper)]
    [InlineData("binary-cross-entropy", ProbeVerdict.Proper)]
    [InlineData("expectation-l2", ProbeVerdict.Proper)]
    [InlineData("spherical", ProbeVerdict.Proper)]
    [InlineData("mse", ProbeVerdict.Proper)]
    [InlineData("expectation-l1", ProbeVerdict.ModeOnly)]
    [InlineData("sigmoid-distance", ProbeVerdict.ModeOnly)]
    [InlineData("l1", ProbeVerdict.ModeOnly)]
    [InlineData("focal", ProbeVerdict.UnderConfident)]
    [InlineData("poly", ProbeVerdict.OverConfident)]
    [InlineData("generalized-cross-entropy", ProbeVerdict.OverConfident)]
    [InlineData("hinge", ProbeVerdict.NoProbability)]
    [InlineData("asymmetric", ProbeVerdict.Other)]
    public void The_verdict_is_the_known_one(string loss, ProbeVerdict verdict) => Assert.Equal(verdict, LossProbe.Of(LossCatalog.Parse(loss)).Verdict);

    [Fact]
    public void Generalised_cross_entropy_asks_for_the_power_of_the_truth()
    {
        // The minimum of η·(1 − p^q)/q + (1 − η)·(1 − (1 − p)^q)/q is at p/(1 − p) = (η/(1 − η))^(1/(1 − q)).
        foreach (var (truth, asked) in LossProbe.Of(Loss.GeneralizedCrossEntropy(0.5)).Asked)
        {
            double odds = Math.Pow(truth / (1 - truth), 2);
            Assert.Equal(odds / (1 + odds), asked, 1e-4);
        }
    }

    [Fact]
    public void Losses_that_are_the_same_function_are_found()
    {
        Assert.Equal([new("kl-divergence", 1), new("nll", 1)], LossProbe.Of(Loss.CrossEntropy).SameAs);
        Assert.Equal([new("expectation-l1", 0.5)], LossProbe.Of(Loss.ExpectationLinf).SameAs);
        Assert.Empty(LossProbe.Of(Loss.Focal()).SameAs);
        Assert.Contains(new SameLoss("cross-entropy", 1), LossProbe.Of(Loss.Focal(0)).SameAs);
    }

    [Fact]
    public void Slopes_and_bounds_are_those_on_paper()
    {
        var crossEntropy = LossProbe.Of(Loss.CrossEntropy);
        Assert.Equal(1 / (1 + Math.Exp(-10)), crossEntropy.SlopeWhenWrong, 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(10)), crossEntropy.SlopeWhenRight, 1e-12);
        Assert.Equal(0, crossEntropy.LowerBound);
        Assert.Equal(1, crossEntropy.Lipschitz, 1e-9);
        Assert.Equal(double.PositiveInfinity, LossProbe.Of(Loss.Mse).Lipschitz);
        Assert.Equal(-1, LossProbe.Of(Loss.Tanimoto).LowerBound, 1e-9);
        Assert.Equal(0.25, LossProbe.Of(Loss.SigmoidDistance).Lipschitz, 1e-4);
    }

    [Fact]
    public void Every_loss_of_the_catalog_passes_the_gradient_check() =>
        Assert.All(LossCatalog.All, d => Assert.InRange(LossProbe.Of(LossCatalog.Parse(d.Info.Name)).SlopeError, -1, 1e-8));

    [Fact]
    public void A_loss_of_ones_own_with_a_wrong_slope_is_caught() => Assert.InRange(LossProbe.Of(Loss.Of(new Wrong())).SlopeError, 0.1, 2);

    readonly record struct Wrong : ISoftmaxFormula<Wrong>
    {
        public static LossInfo Info { get; } = Loss.CrossEntropy.Info with { Name = "wrong" };

        public LossAt<V> At<V>(V logProbability)
            where V : struct, ILane<V>
            => new(-logProbability, -1.2);
    }
}
