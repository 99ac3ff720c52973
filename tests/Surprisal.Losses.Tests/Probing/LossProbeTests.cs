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
    [InlineData("binary-cross-entropy:pos-weight=3", ProbeVerdict.Other)]
    [InlineData("huber", ProbeVerdict.MeanOrMedian)]
    [InlineData("smooth-l1:delta=0", ProbeVerdict.ModeOnly)]
    [InlineData("huber:delta=0.5", ProbeVerdict.Other)]
    public void The_verdict_is_the_known_one(string loss, ProbeVerdict verdict) => Assert.Equal(verdict, LossProbe.Of(LossCatalog.Parse(loss)).Verdict);

    [Fact]
    public void Generalised_cross_entropy_asks_for_the_power_of_the_truth()
    {
        // The minimum of η·(1 − p^q)/q + (1 − η)·(1 − (1 − p)^q)/q is at p/(1 − p) = (η/(1 − η))^(1/(1 − q)).
        foreach (var (truth, asked, _) in LossProbe.Of(Loss.GeneralizedCrossEntropy(0.5)).Asked)
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
        Assert.Equal([new("expectation-linf", 2)], LossProbe.Of(Loss.ExpectationL1).SameAs);
        Assert.Equal([new("symmetric-cross-entropy", 10)], LossProbe.Of(Loss.Poly(40)).SameAs);
        Assert.Equal([new("expectation-l1", 1, -2), new("expectation-linf", 2, -2)], LossProbe.Of(Loss.Of(new Certainty())).SameAs);
        Assert.Empty(LossProbe.Of(Loss.Focal()).SameAs);
        Assert.Contains(new SameLoss("cross-entropy", 1), LossProbe.Of(Loss.Focal(0)).SameAs);
    }

    [Fact]
    public void What_a_proper_loss_costs_at_its_best_is_its_entropy()
    {
        foreach (var (truth, _, cost) in LossProbe.Of(Loss.CrossEntropy).Asked) Assert.Equal(-truth * Math.Log(truth) - (1 - truth) * Math.Log(1 - truth), cost, 1e-12);
        foreach (var (truth, _, cost) in LossProbe.Of(Loss.ExpectationL2).Asked) Assert.Equal(2 * truth * (1 - truth), cost, 1e-12);
        foreach (var (truth, _, cost) in LossProbe.Of(Loss.Mse).Asked) Assert.Equal(truth * (1 - truth), cost, 1e-12);
    }

    [Fact]
    public void Slopes_are_those_on_paper()
    {
        var crossEntropy = LossProbe.Of(Loss.CrossEntropy);
        Assert.Equal(1 / (1 + Math.Exp(-10)), crossEntropy.SlopeWhenWrong.Yes, 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(10)), crossEntropy.SlopeWhenRight.Yes, 1e-12);
        Assert.True(crossEntropy.SlopeWhenWrong.AreSame);
        var squares = LossProbe.Of(Loss.Mse);
        Assert.Equal((20, 0.2), (squares.SlopeWhenWrong.Yes, Math.Round(squares.SlopeWhenRight.Yes, 12)));
        Assert.Equal(new(3, 9, 6), squares.Curve.Single(p => p.Margin == 3));
    }

    [Fact]
    public void A_loss_that_lets_go_of_sure_noes_is_seen_to() // 0.05 off p: what a label that is missing by mistake would pull with
    {
        var slopes = LossProbe.Of(LossCatalog.Parse("asymmetric")).SlopeWhenWrong;
        Assert.Equal(1, slopes.Yes, 1e-2);
        Assert.InRange(slopes.No, 1e-4, 1e-2);
        Assert.False(slopes.AreSame);
    }

    [Theory]
    [InlineData("cross-entropy", 1)]
    [InlineData("nll", 1)]
    [InlineData("hinge", 1)] // (C − 1)/C of ever more classes
    [InlineData("sigmoid-distance", 0.25)]
    [InlineData("expectation-l1", 0.5)] // 2·p·(1 − p)
    [InlineData("expectation-l2", 16 / 27.0)] // 4·p·(1 − p)² at p = 1/3
    [InlineData("mse", double.PositiveInfinity)]
    [InlineData("log-squared", double.PositiveInfinity)]
    [InlineData("abs-normalised", double.PositiveInfinity)] // 1/z_y, as z_y comes near 0
    public void The_steepest_slope_is_that_on_paper(string loss, double slope) => Assert.Equal(slope, LossProbe.Of(LossCatalog.Parse(loss)).Lipschitz, 2e-4);

    [Theory]
    [InlineData("cross-entropy", 0, false)]
    [InlineData("focal:gamma=5", 0, false)]
    [InlineData("hinge", 0, true)]
    [InlineData("mse", 0, true)]
    [InlineData("asymmetric", 0, true)] // noes below the margin
    [InlineData("spherical", -1, false)]
    [InlineData("tanimoto", -1, false)]
    public void The_lower_bound_is_that_on_paper(string loss, double bound, bool reached)
    {
        var report = LossProbe.Of(LossCatalog.Parse(loss));
        Assert.Equal(bound, report.LowerBound, 1e-9);
        Assert.Equal(reached, report.ReachesLowerBound);
    }

    [Fact]
    public void The_convex_and_the_symmetric_are_those_on_paper()
    {
        // cauchy-schwarz of one true class is ½·log Σ e²ᶻ − z_y: half of cross-entropy at 2·z. poly along v: Var_p v·(1 + ε·p_y) − ε·p_y·(v_y − E_p v)², ≥ 0 up to ε = 1
        string[] convex =
        [
            "binary-cross-entropy", "cauchy-schwarz", "cross-entropy", "cubed-hinge", "hinge", "huber", "kl-divergence", "l1", "log-squared", "mse", "nll", "ova-hinge", "poly",
            "smooth-l1", "squared-hinge",
        ];
        Assert.Equal(convex, Those(r => r.IsConvex));
        Assert.Equal(["expectation-l1", "expectation-linf", "sigmoid-distance"], Those(r => r.IsSymmetric));

        static IEnumerable<string> Those(Func<ProbeReport, bool> property) =>
            LossCatalog.All.Select(d => d.Info.Name).Where(name => property(LossProbe.Of(LossCatalog.Parse(name))));
    }

    [Fact]
    public void Weights_of_classes_and_an_ignored_class_do_not_hide_the_formula()
    {
        var report = LossProbe.Of(Loss.CrossEntropy with { ClassWeights = [1, 2, 3], IgnoreIndex = 0 });
        Assert.Equal((ProbeVerdict.Proper, 1), (report.Verdict, Math.Round(report.Lipschitz, 6)));
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

    readonly record struct Certainty : ISoftmaxFormula<Certainty> // −2·p_y
    {
        public static LossInfo Info { get; } = Loss.CrossEntropy.Info with { Name = "certainty" };

        public LossAt<V> At<V>(V logProbability)
            where V : struct, ILane<V>
            => new(-2 * V.Exp(logProbability), -2 * V.Exp(logProbability));
    }
}
