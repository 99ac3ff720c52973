namespace Surprisal.Tests;

public class LearningRateFinderTests
{
    static readonly TrainingOptions s_options = TrainingOptions.Default with { Model = ModelKind.Mlp, Hidden = [32], Patience = 0, BatchSize = 16, Threads = 1 };

    [Fact]
    public void The_suggestion_lies_halfway_down_the_longest_fall()
    {
        // Flat up to trial 9, down to trial 29, then up: from 9 to 29 it is trial 19.
        double[] losses = [.. Enumerable.Range(0, 40).Select(i => i < 10 ? 1 : i < 30 ? 1 - 0.03 * (i - 9) : 0.4 + 0.1 * (i - 29))];
        Assert.Equal(1e-7 * 19, LearningRateCurve.Of([.. losses.Select((loss, i) => new LearningRateTrial(1e-7 * i, loss))]).Suggestion!.Value, 1e-15);
    }

    [Fact]
    public void Losses_that_only_rise_suggest_nothing() =>
        Assert.Null(LearningRateCurve.Of([.. Enumerable.Range(0, 40).Select(i => new LearningRateTrial(i, i))]).Suggestion);

    [Fact]
    public void It_ends_where_the_loss_runs_away_and_suggests_a_rate_that_learns()
    {
        var data = TestData.Iris();
        var options = s_options with { Optimizer = Optimizer.Sgd };
        var curve = LearningRateFinder.Find(data, options);
        Assert.Equal(1e-7, curve.Trials[0].LearningRate, 1e-15);
        Assert.InRange(curve.Trials[^1].LearningRate, 1e-2, 10);
        Assert.Equal(curve.Trials.Select(trial => trial.LearningRate).Order(), curve.Trials.Select(trial => trial.LearningRate));
        double Learnt(double rate) => Trainer.Fit(data, options with { Epochs = 5, LearningRate = rate }).History[^1].TrainLoss;
        Assert.InRange(Learnt(curve.Suggestion!.Value), 0, Math.Min(Learnt(curve.Suggestion.Value / 100), Learnt(10)));
    }

    [Fact]
    public void It_sees_the_same_on_any_number_of_threads() =>
        Assert.Equal(LearningRateFinder.Find(TestData.Iris(), s_options).Trials, LearningRateFinder.Find(TestData.Iris(), s_options with { Threads = 3 }).Trials);

    [Fact]
    public void A_loss_that_is_not_finite_to_begin_with_is_refused()
    {
        var iris = TestData.Iris();
        float[] features = [.. iris.Training.Features];
        features.AsSpan().Fill(float.MaxValue);
        var broken = iris with { Training = new Data.Dataset(features, iris.Training.Shape, iris.Training.Targets) };
        Assert.EndsWith("before any step: look for extreme values among the features", Assert.Throws<TrainingException>(() => LearningRateFinder.Find(broken, s_options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_linear_model_has_no_learning_rate() => Assert.StartsWith(
        "a linear model has no learning rate", Assert.Throws<TrainingException>(() => LearningRateFinder.Find(TestData.Iris(), TrainingOptions.Default)).Message, StringComparison.Ordinal);
}
