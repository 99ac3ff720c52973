using Surprisal.Losses;

namespace Surprisal.Tests.Lab;

public sealed class KnownTrialTests
{
    [Fact]
    public void A_linear_model_comes_down_to_a_linear_truth()
    {
        KnownSample training = KnownTruths.Gaussians.Draw(5000, 1), judged = KnownTruths.Gaussians.Draw(5000, 1, part: 1);
        var trial = KnownTrial.Run(training, judged, null, ModelKind.Linear, 1, stop: TestContext.Current.CancellationToken);
        Assert.Equal("cross-entropy", trial.Loss.Info.Name);
        Assert.InRange(trial.Scores.Excess, 0, 0.005); // about 6 free numbers / (2 · 5,000 rows)
    }

    [Fact]
    public void Only_a_network_learns_xor()
    {
        KnownSample training = KnownTruths.Xor.Draw(2000, 1), judged = KnownTruths.Xor.Draw(4000, 1, part: 1);
        var stop = TestContext.Current.CancellationToken;
        Assert.InRange(KnownTrial.Run(training, judged, null, ModelKind.Linear, 1, stop: stop).Scores.Accuracy, 0.4, 0.6);
        Assert.InRange(KnownTrial.Run(training, judged, null, ModelKind.Mlp, 1, stop: stop).Scores.Accuracy, 0.86, 0.9);
    }

    [Fact]
    public void A_loss_that_does_not_fit_names_those_that_do()
    {
        var sample = KnownTruths.Xor.Draw(100, 1);
        var error = Assert.Throws<TrainingException>(() => KnownTrial.Run(sample, sample, Loss.BinaryCrossEntropy, ModelKind.Linear, 1));
        Assert.StartsWith("binary-cross-entropy does not fit a column of classes; losses that do: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(" cross-entropy,", error.Message, StringComparison.Ordinal);
    }
}
