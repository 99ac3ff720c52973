namespace Surprisal.Tests;

public sealed class ComparedPairsTests
{
    // SciPy's p of the corrected t of these differences, as in ResampledTestTests.
    static readonly double[] s_differences = [0.01, 0.03, -0.01, 0.02, 0.04];
    const double Ratio = 0.25, P = 0.23549636025944304;

    [Fact]
    public void Both_figures_are_raised_together()
    {
        var (accuracy, logLoss) = ComparedPairs.Of([Loss("a", differs: false), Loss("b", differs: true)], Ratio);
        Assert.Equal(2 * P, accuracy.Single().PValue, 1e-9);
        Assert.Equal(2 * P, logLoss.Single().PValue, 1e-9);
    }

    [Fact]
    public void A_figure_that_a_loss_does_not_have_makes_no_test_stricter()
    {
        var (accuracy, logLoss) = ComparedPairs.Of([Loss("a", differs: false), Loss("b", differs: true, hasLogLoss: false)], Ratio);
        Assert.Equal(P, accuracy.Single().PValue, 1e-9);
        Assert.Empty(logLoss);
    }

    [Fact]
    public void The_same_function_under_two_names_makes_no_test_stricter()
    {
        var (accuracy, _) = ComparedPairs.Of([Loss("a", differs: false, hasLogLoss: false), Loss("twin", differs: false, hasLogLoss: false), Loss("b", differs: true)], Ratio);
        Assert.Equal([("a", "b", PairVerdict.NoDifferenceShown), ("a", "twin", PairVerdict.Identical)], accuracy.Select(pair => (pair.First, pair.Second, pair.Verdict)));
        Assert.Equal(P, accuracy[0].PValue, 1e-9);
    }

    static LossSummary Loss(string name, bool differs, bool hasLogLoss = true) => new(name, [.. s_differences.Select((difference, seed) => new ComparedRun
    {
        Setting = "",
        Seed = seed,
        Loss = name,
        Accuracy = 0.5 + (differs ? difference : 0),
        LogLoss = hasLogLoss ? 1 - (differs ? difference : 0) : null,
        Fingerprint = differs ? "other" : "same",
    })], Ratio, []);
}
