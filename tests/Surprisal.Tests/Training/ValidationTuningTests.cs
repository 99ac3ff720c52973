using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

public class ValidationTuningTests
{
    static readonly TrainingOptions s_calibrated = TrainingOptions.Default with { Calibrate = true };

    /// <summary>Answers of two classes that are mostly chance, and features too many for their rows: a model that is much too sure of itself.</summary>
    static TrainingData Noisy(double validation = 0.3, int rows = 200)
    {
        var random = new Random(3);
        double[] first = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() * 4 - 2)];
        List<DataColumn> columns = [DataColumn.OfNumbers("x", first)];
        for (int f = 0; f < 40; f++) columns.Add(DataColumn.OfNumbers($"noise{f}", [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())]));
        columns.Add(DataColumn.OfTexts("y", first.Select(x => random.NextDouble() < 1 / (1 + Math.Exp(1 - x)) ? "yes" : "no")));
        return TrainingData.Of(DataTable.FromColumns(columns), ["y"], new TrainingDataOptions { Validation = validation, Seed = 1 });
    }

    [Fact]
    public void A_model_that_is_too_sure_gets_the_temperature_of_the_least_validation_loss()
    {
        var data = Noisy();
        var run = Trainer.Fit(data, s_calibrated with { C = 100 });
        var fit = run.Calibration!;
        Assert.InRange(fit.Fitted, 1.3, 10);
        Assert.Equal(fit.Fitted, run.Classifier.Temperature);
        Assert.Equal((fit.LossBefore - fit.LossAfter) * fit.Rows, fit.NatsWon, 1e-9);
        double Loss(double temperature)
        {
            run.Classifier.Temperature = temperature;
            return Evaluator.Evaluate(run.Classifier, data.Validation!).LogLoss;
        }
        Assert.Equal(fit.LossBefore, Loss(1), 1e-12);
        Assert.Equal(fit.LossAfter, Loss(fit.Fitted), 1e-12);
        Assert.True(Loss(fit.Fitted * 1.05) > fit.LossAfter && Loss(fit.Fitted / 1.05) > fit.LossAfter);
    }

    // By hand: chance wins more than 1.92 nats, half the 95 % quantile of χ² with one degree of freedom, in one of twenty cases.
    [Theory]
    [InlineData(1.5, 1.93, 1.5)]
    [InlineData(1.5, 1.91, 1)]
    [InlineData(TemperatureScaling.Least, 100, 1)]
    [InlineData(TemperatureScaling.Greatest, 100, TemperatureScaling.Greatest)]
    public void A_temperature_that_may_be_chance_or_has_no_limit_is_not_taken(double fitted, double won, double taken) =>
        Assert.Equal(taken, new CalibrationFit(fitted, 100, 1, 1 - won / 100, won).Temperature);

    [Fact]
    public void Rows_that_are_all_told_apart_leave_the_temperature_alone()
    {
        var run = Trainer.Fit(TestData.Iris(validation: 0.05), s_calibrated with { C = 100 });
        Assert.True(run.Calibration!.AllRight);
        Assert.Equal(1, run.Classifier.Temperature);
    }

    // Against every other cut of the validation rows, by the evaluator's F1.
    [Fact]
    public void The_threshold_of_two_classes_has_the_largest_F1_on_the_validation_rows()
    {
        var data = Noisy();
        var classifier = Trainer.Fit(data, TrainingOptions.Default with { F1Thresholds = true }).Classifier;
        double F1(double threshold)
        {
            classifier.Thresholds = [threshold];
            return ((SingleLabelEvaluation)Evaluator.Evaluate(classifier, data.Validation!)).Classes[1].F1;
        }
        double tuned = F1(classifier.Thresholds[0]);
        Assert.True(tuned > F1(0.5));
        for (int percent = 0; percent <= 100; percent++) Assert.True(F1(percent / 100.0) <= tuned);
    }

    [Fact]
    public void A_tenth_is_set_aside_where_something_is_fitted_to_it()
    {
        Assert.Equal(0, Trainer.ValidationShare(TrainingOptions.Default));
        Assert.Equal(0.1, Trainer.ValidationShare(s_calibrated));
        Assert.Equal(0.1, Trainer.ValidationShare(TrainingOptions.Default with { F1Thresholds = true }));
        Assert.Equal(0, Trainer.ValidationShare(TrainingOptions.Default with { Costs = new CostMatrix(new double[,] { { 0, 1 }, { 1, 0 } }) }));
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused_before_training()
    {
        string Message(TrainingData data, TrainingOptions options) => Assert.Throws<TrainingException>(() => Trainer.Check(data, options)).Message;
        var iris = TestData.Iris(validation: 0.2);
        Assert.Equal("there are no validation rows to fit the temperature or the thresholds to: set some aside, or give more rows", Message(TestData.Iris(), s_calibrated));
        Assert.Equal(
            "3 classes have no thresholds to tune for F1: two classes and labels have; costs decide among more classes", Message(iris, TrainingOptions.Default with { F1Thresholds = true }));
        Assert.Equal(
            "costs: 3 × 3 expected, one row and column per class; got 2 × 2", Message(iris, TrainingOptions.Default with { Costs = new CostMatrix(new double[,] { { 0, 1 }, { 1, 0 } }) }));
        var table = DataTable.FromRows(["x", "a", "b"], [.. Enumerable.Range(0, 40).Select(i => new[] { $"{i}", i % 2 == 0 ? "1" : "0", i % 3 == 0 ? "1" : "0" })]);
        var labels = TrainingData.Of(table, ["a", "b"], new TrainingDataOptions { Validation = 0.2 });
        Assert.Equal(
            "outputs of mse cannot be calibrated: they have no temperature, as those of softmax and sigmoid losses have", Message(labels, s_calibrated with { Loss = Loss.Mse }));
        Assert.Equal("thresholds are either those of the largest F1 or those of costs: choose one", Message(
            labels, TrainingOptions.Default with { F1Thresholds = true, Costs = new CostMatrix(new double[,] { { 0, 1 }, { 1, 0 } }) }));
        Trainer.Check(labels, s_calibrated with { F1Thresholds = true });
    }
}
