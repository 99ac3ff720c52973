namespace Surprisal.Tests;

public class TuningTests
{
    static readonly int[] s_rows = [.. Enumerable.Range(0, 150)];
    static readonly TrainingOptions s_mlp = TrainingOptions.Default with { Model = ModelKind.Mlp, Threads = 1, Epochs = 18, Patience = 0, Hidden = [8] };

    [Fact]
    public void The_given_way_is_tried_and_the_best_is_no_worse_on_the_judging_rows()
    {
        var result = Tuning.Search(TestData.IrisTable(), s_rows, TrainingOptions.Default with { C = 1e-4, Threads = 1 }, trials: 10);
        Assert.Equal(10, result.Trials.Count);
        Assert.InRange(result.ValidationRows, 36, 39);
        var given = result.Trials.Single(trial => trial.Number == 0);
        Assert.Equal(1e-4, given.Options.C);
        Assert.True(result.Trials[0].LogLoss.Mean < given.LogLoss.Mean / 2);
        Assert.Equal(result.Best, result.Trials[0].Options);
        Assert.Equal(result.Trials[0].LogLoss.Mean - given.LogLoss.Mean, result.Trials[0].Difference!.Value.Mean, 1e-12);
        Assert.True(result.Trials[0].Difference!.Value.ExcludesZero);
    }

    [Fact]
    public void Networks_are_tried_by_successive_halving()
    {
        var result = Tuning.Search(TestData.IrisTable(), s_rows, s_mlp, trials: 10);
        // 10 for a ninth of the epochs, 4 for a third, 2 in full; the given one comes along if it is not among them.
        Assert.InRange(result.Trials.Count(trial => trial.Rung == 2), 2, 3);
        Assert.InRange(result.Trials.Count(trial => trial.Rung >= 1), 4, 5);
        Assert.Equal(2, result.Trials.Single(trial => trial.Number == 0).Rung);
        Assert.All(result.Trials, trial => Assert.Equal(18, trial.Options.Epochs));
        Assert.True(result.Trials.Select(trial => trial.Options.Hidden[0]).Distinct().Count() > 1);
    }

    [Fact]
    public void The_seed_decides()
    {
        string Text(int seed) => string.Join(' ', Tuning.Search(TestData.IrisTable(), s_rows, s_mlp with { Seed = seed }, 5).Trials.Select(trial => $"{trial.Number} {trial.Options.LearningRate} {trial.LogLoss.Mean}"));
        Assert.Equal(Text(1), Text(1));
        Assert.NotEqual(Text(1), Text(2));
    }

    [Fact]
    public void Ways_that_break_down_lose_and_when_all_do_the_reason_is_told()
    {
        var result = Tuning.Search(TestData.IrisTable(), s_rows, s_mlp with { LearningRate = 300 }, trials: 8);
        Assert.True(double.IsFinite(result.Trials[0].LogLoss.Mean));
        var error = Assert.Throws<TrainingException>(() => Tuning.Search(TestData.IrisTable(), s_rows, s_mlp with { LearningRate = 1e30 }, trials: 3));
        Assert.StartsWith("the loss is ", error.Message, StringComparison.Ordinal);
    }
}
