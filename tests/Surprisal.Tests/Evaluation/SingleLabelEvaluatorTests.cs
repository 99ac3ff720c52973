namespace Surprisal.Tests;

public class SingleLabelEvaluatorTests
{
    static SingleLabelEvaluation Evaluate(string[] names, float[] probabilities, int[] truth, double[] surprisal)
    {
        var evaluator = new SingleLabelEvaluator(names);
        evaluator.Add(new(probabilities, truth.Length, names.Length), truth, surprisal);
        return evaluator.Result();
    }

    // sklearn.metrics: log_loss(y, P, labels=[0,1,2,3]), accuracy_score, precision_recall_fscore_support(labels=[0,1,2,3], zero_division=0,
    // average='macro' and 'weighted'); prior = −Σ s·ln s of np.bincount(y)/10.
    [Fact]
    public void Figures_are_those_of_scikit_learn()
    {
        var result = EvaluationCases.SingleLabel();
        Assert.Equal(10, result.Rows);
        Near.Equal(1.1269994877477827, result.LogLoss);
        Near.Equal(1.0549201679861442, result.PriorLogLoss);
        Near.Equal(1.3862943611198906, result.UniformLogLoss);
        Near.Equal(0.4, result.Accuracy);
        Near.Equal(0.16818032970623611, result.AccuracyInterval.Low);
        Near.Equal(0.6873262302663418, result.AccuracyInterval.High);
        Near.Equal(0.225, result.MacroPrecision);
        Near.Equal(0.25, result.MacroRecall);
        Near.Equal(0.2361111111111111, result.MacroF1);
        Near.Equal(0.37777777777777777, result.WeightedF1);
    }

    // precision_recall_fscore_support(y, pred, labels=[0,1,2,3], zero_division=0) and confusion_matrix(y, pred, labels=[0,1,2,3]).
    [Fact]
    public void Classes_that_are_never_true_or_never_predicted_have_zeros()
    {
        var result = EvaluationCases.SingleLabel();
        ClassFigures[] expected = [new("a", 4, 0.4, 0.5, 4.0 / 9), new("b", 4, 0.5, 0.5, 0.5), new("c", 2, 0, 0, 0), new("d", 0, 0, 0, 0)];
        Assert.Equal(expected, result.Classes);
        Assert.Equal(new long[,] { { 2, 1, 0, 1 }, { 2, 2, 0, 0 }, { 1, 1, 0, 0 }, { 0, 0, 0, 0 } }, result.Confusion);
    }

    // numpy: np.mean(((P − np.eye(4)[y])**2).sum(1)); bins and their means by masks lower <= confidence < upper over np.linspace(0, 1, 16).
    [Fact]
    public void Brier_sums_over_classes_and_calibration_goes_by_the_predicted_class()
    {
        var result = EvaluationCases.SingleLabel();
        Near.Equal(0.604052734375, result.Brier);
        Near.Equal(0.3375, result.Calibration.Error);
        var bins = new CalibrationBin[15];
        bins[3] = new(1, 0.25, 0);
        bins[7] = new(3, 0.484375, 0);
        bins[9] = new(2, 0.625, 0.5);
        bins[10] = new(1, 0.6875, 1);
        bins[11] = new(1, 0.78125, 1);
        bins[14] = new(2, 0.9453125, 0.5);
        Assert.Equal(bins, result.Calibration.Bins);
    }

    // sklearn: log_loss(y, p), brier_score_loss(y, p), f1_score(y, p > .5) with p of the second class.
    [Fact]
    public void Of_two_classes_Brier_is_twice_that_of_scikit_learn()
    {
        float[] second = [8 / 64f, 60 / 64f, 33 / 64f, 20 / 64f, 50 / 64f, 31 / 64f];
        int[] truth = [0, 1, 0, 1, 1, 1];
        var result = Evaluate(
            ["no", "yes"],
            [.. second.SelectMany(p => new[] { 1 - p, p })],
            truth,
            [.. second.Zip(truth, (p, y) => -Math.Log(y == 1 ? p : 1 - p))]);
        Near.Equal(0.509645426541392, result.LogLoss);
        Near.Equal(2 * 0.17862955729166666, result.Brier);
        Near.Equal(0.5714285714285714, result.Classes[1].F1);
    }

    // sklearn: log_loss(y, np.tile([.25, .5, .125, .125], (10, 1)), labels=[0,1,2,3]).
    [Fact]
    public void Training_priors_are_held_against_the_evaluated_rows()
    {
        Near.Equal(1.2476649250079015, EvaluationCases.SingleLabel(priors: [0.25, 0.5, 0.125, 0.125]).TrainingPriorLogLoss!.Value);
        Assert.Null(EvaluationCases.SingleLabel().TrainingPriorLogLoss);
        Assert.Equal(double.PositiveInfinity, EvaluationCases.SingleLabel(priors: [0.5, 0.5, 0, 0]).TrainingPriorLogLoss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void How_rows_are_cut_into_batches_changes_no_bit(int batch)
    {
        var (whole, cut) = (EvaluationCases.SingleLabel(), EvaluationCases.SingleLabel(batch));
        Assert.Equal(whole.LogLoss, cut.LogLoss);
        Assert.Equal(whole.Brier, cut.Brier);
        Assert.Equal(whole.Calibration.Error, cut.Calibration.Error);
        Assert.Equal(whole.Classes, cut.Classes);
    }

    [Fact]
    public void A_probability_rounded_to_zero_costs_what_its_surprisal_says()
    {
        Assert.Equal(150, Evaluate(["a", "b"], [1, 0], [1], [150]).LogLoss);
        Assert.Equal(double.PositiveInfinity, Evaluate(["a", "b"], [1, 0], [1], [double.PositiveInfinity]).LogLoss);
    }

    [Fact]
    public void Of_equal_probabilities_the_first_is_the_prediction_and_certainty_is_in_the_last_bin()
    {
        var result = Evaluate(["a", "b"], [0.5f, 0.5f, 0, 1], [0, 1], [Math.Log(2), 0]);
        Assert.Equal(1, result.Accuracy);
        Assert.Equal(new(1, 1, 1), result.Calibration.Bins[14]);
        Assert.Equal(new(1, 0.5, 1), result.Calibration.Bins[7]);
    }

    [Fact]
    public void Ten_thousand_classes_are_evaluated_without_a_confusion_matrix()
    {
        var names = Enumerable.Range(0, 10_000).Select(k => $"c{k}").ToArray();
        var probabilities = new float[names.Length];
        probabilities[9_999] = 1;
        var result = Evaluate(names, probabilities, [9_999], [0]);
        Assert.Null(result.Confusion);
        Assert.Equal(new("c9999", 1, 1, 1, 1), result.Classes[9_999]);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_row_and_range_and_leaves_nothing_behind()
    {
        var evaluator = new SingleLabelEvaluator(["a", "b"]);
        evaluator.Add(new([1, 0], 1, 2), [0], [0]);
        var error = Assert.Throws<ArgumentException>(() => evaluator.Add(new([1, 0, 0, 1], 2, 2), [0, 2], [0, 0]));
        Assert.Equal("row 2: class 2 is outside 0..1.", error.Message);
        Assert.Throws<ArgumentException>(() => evaluator.Add(new([1, 0], 1, 2), [-1], [0]));
        Assert.Equal(
            "probabilities: expected 2 columns, got 3.", Assert.Throws<ArgumentException>(() => evaluator.Add(new([1, 0, 0], 1, 3), [0], [0])).Message);
        Assert.Throws<ArgumentException>(() => evaluator.Add(new([1, 0], 1, 2), [0, 0], [0]));
        Assert.Throws<ArgumentException>(() => evaluator.Add(new([1, 0], 1, 2), [0], [0, 0]));
        error = Assert.Throws<ArgumentException>(() => evaluator.Add(new([1, 0, float.NaN, 0.5f], 2, 2), [0, 0], [0, 0]));
        Assert.Equal("row 2: the probability in column 0 is NaN, expected one from 0 to 1.", error.Message);
        Assert.Throws<ArgumentException>(() => evaluator.Result([1.0]));
        Assert.Equal(1, evaluator.Result().Rows);
    }

    [Fact]
    public void No_rows_and_one_class_have_no_figures()
    {
        Assert.Throws<InvalidOperationException>(() => new SingleLabelEvaluator(["a", "b"]).Result());
        Assert.Throws<ArgumentException>(() => new SingleLabelEvaluator(["a"]));
    }
}
