using Surprisal.Losses;

namespace Surprisal.Tests.Lab;

public sealed class DescentTests
{
    [Fact]
    public void A_step_goes_down_the_mean_gradient()
    {
        var sample = KnownTruths.Logistic.Draw(40, seed: 1);
        var run = new Descent(sample, Loss.CrossEntropy, new double[10], rate: 0.5);
        run.Step(TestContext.Current.CancellationToken);
        // From weights of 0 both probabilities are ½: ∂ℓ/∂w_fk = mean (½ − [y = k])·x_f, and x is 1 for the bias.
        for (int f = 0; f <= 4; f++)
        {
            double slope = 0;
            for (int row = 0; row < 40; row++) slope += (0.5 - sample.Data.Targets!.Classes[row]) * (f == 4 ? 1 : sample.Data.Features[row * 4 + f]) / 40;
            Assert.Equal(-0.5 * slope, run.Weights[2 * f + 1], 1e-12);
            Assert.Equal(0.5 * slope, run.Weights[2 * f], 1e-12);
        }

        Assert.Equal(Math.Log(2), Assert.Single(run.Losses), 1e-12);
    }

    [Fact]
    public void The_best_of_all_sizes_of_step_comes_down_to_the_optimum()
    {
        var sample = KnownTruths.Labels.Draw(300, seed: 2);
        var best = Descent.Best(sample, Loss.BinaryCrossEntropy, new double[9], 400, TestContext.Current.CancellationToken);
        // Without a penalty to speak of L-BFGS finds the same minimum.
        var fit = LinearTrainer.Fit(sample.Data, Loss.BinaryCrossEntropy, new() { C = 1e4 }, stop: TestContext.Current.CancellationToken);
        Assert.Equal(fit.Objective / 1e4 / 900, best.Losses[^1], 1e-4);
    }

    [Fact]
    public void Steps_are_counted_until_the_model_is_near_and_infinite_if_it_never_is()
    {
        var sample = KnownTruths.Gaussians.Draw(200, seed: 3);
        var stop = TestContext.Current.CancellationToken;
        double[] zero = new double[9];
        double steps = Descent.FewestSteps(sample, Loss.CrossEntropy, zero, 0.1, 200, stop);
        Assert.InRange(steps, 1, 50);
        Assert.True(Descent.FewestSteps(sample, Loss.CrossEntropy, zero, 0.3, 200, stop) <= steps);
        Assert.Equal(double.PositiveInfinity, Descent.FewestSteps(sample, Loss.CrossEntropy, zero, 0.1, (int)steps - 1, stop));
    }

    [Fact]
    public void A_run_done_again_starts_with_the_excess_of_its_start()
    {
        var sample = KnownTruths.Xor.Draw(100, seed: 4);
        var run = Descent.Best(sample, Loss.CrossEntropy, new double[6], 5, TestContext.Current.CancellationToken);
        double[] excess = run.ExcessAgain(5, TestContext.Current.CancellationToken);
        Assert.Equal(Math.Log(2) - sample.Floor, excess[0], 1e-12);
        Assert.Equal(5, excess.Length);
    }
}
