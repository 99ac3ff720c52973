using Surprisal.Data;

namespace Surprisal.Tests;

public class CrossValidationTests
{
    static readonly TrainingOptions s_options = TrainingOptions.Default with { Threads = 1 };

    [Fact]
    public void A_fold_is_judged_by_a_classifier_of_the_other_folds()
    {
        var table = TestData.IrisTable();
        int[] folds = Folds.Stratified(table.Truth, 3, seed: 2);
        var result = CrossValidation.Run(table, folds, s_options);
        Assert.Equal([1, 2, 3], result.Folds.Select(fold => fold.Fold));
        int[] rows = [.. Enumerable.Range(0, 150)];
        var data = table.Part([.. rows.Where(row => folds[row] != 1)], [], [.. rows.Where(row => folds[row] == 1)]);
        var expected = Evaluator.Evaluate(Trainer.Fit(data, s_options).Classifier, data.HeldOut!);
        Assert.Equal(expected.LogLoss, result.Folds[1].Evaluation.LogLoss);
        Assert.Equal(100, result.Folds[1].TrainingRows);
        Assert.Equal(result.Folds.Average(fold => fold.Evaluation.LogLoss), result.LogLoss.Mean, 1e-15);
        Assert.InRange(result.Accuracy.Mean, 0.93, 0.99);
        Assert.Empty(result.Notices);
    }

    [Fact]
    public void A_class_that_some_folds_lack_is_told()
    {
        string[] classes = [.. Enumerable.Range(0, 30).Select(i => i < 14 ? "a" : i < 27 ? "b" : i < 29 ? "rare" : "single")];
        var random = new Random(1);
        var table = DataTable.FromRows(["x", "class"], classes.Select((k, i) => (IReadOnlyList<string?>)[$"{random.Next(100)}", k]));
        var result = CrossValidation.Run(TrainingTable.Of(table, ["class"], new()), Folds.Stratified(TrainingTable.Of(table, ["class"], new()).Truth, 5, 1), s_options);
        Assert.Equal(
            ["class 'rare' has rows in 2 of 5 folds only", "class 'single' lies in one fold only: the classifier that is tested on it has never seen it"], result.Notices);
        Assert.True(double.IsFinite(result.LogLoss.Mean));
    }

    [Fact]
    public void A_training_that_breaks_down_names_its_fold()
    {
        var table = TestData.IrisTable();
        var options = s_options with { Model = ModelKind.Mlp, LearningRate = 1e30 };
        var error = Assert.Throws<TrainingException>(() => CrossValidation.Run(table, Folds.Stratified(table.Truth, 3, 1), options));
        Assert.StartsWith("fold 1: the loss is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_goes_through_all_folds()
    {
        List<TrainingProgress> told = [];
        var table = TestData.IrisTable();
        CrossValidation.Run(table, Folds.Stratified(table.Truth, 3, 1), s_options, search: 3, new Told(told));
        Assert.Equal(told.Select(p => p.Done).Order(), told.Select(p => p.Done));
        Assert.Contains(told, p => p.Text == "fold 3 of 3, search: trial 2 of 3");
        Assert.InRange(told[^1].Done, 2 / 3.0, 1);
    }

    sealed class Told(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }
}
