namespace Surprisal.Tests;

/// <summary>The figures of a single-label evaluation that need all probabilities at once, and those of the prediction.</summary>
public class SingleLabelScoresTests
{
    static SingleLabelEvaluation Evaluate(string[] names, float[] probabilities, int[] truth, double[] surprisal)
    {
        var evaluator = new SingleLabelEvaluator(names);
        evaluator.Add(new(probabilities, truth.Length, names.Length), truth, surprisal);
        return evaluator.Result();
    }

    // sklearn: balanced_accuracy_score, matthews_corrcoef, top_k_accuracy_score(labels=[0,1,2,3]); the means of roc_auc_score(y == k, P[:, k]) and
    // average_precision_score over the three classes that have rows, even and weighted by np.bincount(y).
    [Fact]
    public void Figures_of_order_are_those_of_scikit_learn()
    {
        var result = EvaluationCases.SingleLabel();
        Near.Equal(1 / 3.0, result.BalancedAccuracy);
        Near.Equal(0.06565321642986127, result.MatthewsCorrelation);
        Assert.Equal([new(2, 0.9), new(3, 0.9)], result.TopAccuracies);
        Near.Equal(5 / 6.0, result.RocAuc!.Value);
        Near.Equal(0.8, result.WeightedRocAuc!.Value);
        Near.Equal(0.8555555555555555, result.AveragePrecision!.Value);
        Near.Equal(0.8266666666666665, result.WeightedAveragePrecision!.Value);
        Assert.Equal(["AUROC and average precision leave out 1 class that no row or every row has: 'd'"], result.Remarks);
    }

    // scipy.optimize.minimize_scalar over b of −mean(b·log P[y] − log Σ P**b): 1.0823462780321478 against 1.1269994877477827 at b = 1. Log-probabilities
    // are floats here, so the seventh digit is the last.
    [Fact]
    public void Of_several_classes_calibration_loss_is_what_the_best_temperature_wins()
    {
        var result = EvaluationCases.SingleLabel();
        Assert.Equal(1.1269994877477827 - 1.0823462780321478, result.CalibrationLoss, 1e-7);
        Near.Equal(result.LogLoss, result.CalibrationLoss + result.RefinementLoss);
    }

    // sklearn: roc_auc_score, average_precision_score, matthews_corrcoef, balanced_accuracy_score of p > ½; log_loss less that of IsotonicRegression.
    [Fact]
    public void Two_classes_are_judged_by_the_second()
    {
        float[] second = [8 / 64f, 60 / 64f, 33 / 64f, 20 / 64f, 50 / 64f, 31 / 64f, 20 / 64f, 33 / 64f];
        int[] truth = [0, 1, 0, 1, 1, 1, 0, 1];
        var result = Evaluate(["no", "yes"], [.. second.SelectMany(p => new[] { 1 - p, p })], truth, [.. second.Zip(truth, (p, y) => -Math.Log(y == 1 ? p : 1 - p))]);
        Near.Equal(0.8, result.RocAuc!.Value);
        Near.Equal(0.8528571428571428, result.AveragePrecision!.Value);
        Assert.Null(result.WeightedRocAuc);
        Near.Equal(0.2581988897471611, result.MatthewsCorrelation);
        Near.Equal(0.6333333333333333, result.BalancedAccuracy);
        Near.Equal(0.5118676913228692 - 0.41197960825054114, result.CalibrationLoss);
        Near.Equal(0.41197960825054114, result.RefinementLoss);
        Assert.Empty(result.TopAccuracies);
    }

    // By hand: row by row the truth stands second, second and, of equals, first and last.
    [Fact]
    public void Of_equals_the_last_class_is_among_the_top_as_in_scikit_learn()
    {
        var result = Evaluate(["a", "b", "c", "d"], [0.5f, 0.25f, 0.25f, 0, 0.25f, 0.5f, 0, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f], [2, 3, 3, 0], [1, 1, 1, 1]);
        Assert.Equal([new(2, 0.75), new(3, 0.75)], result.TopAccuracies);
    }

    [Fact]
    public void One_row_or_one_class_has_no_order_and_says_so()
    {
        var result = Evaluate(["no", "yes"], [0.25f, 0.75f], [1], [-Math.Log(0.75)]);
        Assert.Null(result.RocAuc);
        Assert.Null(result.AveragePrecision);
        Assert.Equal(["no AUROC and average precision: every row is of class 'yes'"], result.Remarks);
        Assert.Equal((1, 0), (result.BalancedAccuracy, result.MatthewsCorrelation));
        Near.Equal(-Math.Log(0.75), result.CalibrationLoss);
        Assert.Null(Evaluate(["a", "b", "c"], [1, 0, 0], [0], [0]).RocAuc);
    }

    [Fact]
    public void Infinite_surprisal_is_a_matter_of_calibration()
    {
        var two = Evaluate(["a", "b"], [1, 0, 0, 1], [1, 1], [double.PositiveInfinity, 0]);
        Assert.Equal((double.PositiveInfinity, 0), (two.CalibrationLoss, two.RefinementLoss));
        var three = Evaluate(["a", "b", "c"], [1, 0, 0, 0, 1, 0], [1, 1], [double.PositiveInfinity, 0]);
        Assert.Equal(double.PositiveInfinity, three.CalibrationLoss);
        Assert.InRange(three.RefinementLoss, 0, 11);
    }

    // np: 15 bins by quantiles of P.max(1) as in calibration_curve(strategy='quantile').
    [Fact]
    public void Reliability_is_in_bins_of_equal_mass()
    {
        var result = EvaluationCases.SingleLabel();
        Assert.Equal([1, 2, 1, 2, 1, 1, 1, 1], result.Reliability.Bins.Select(bin => bin.Count));
        Near.Equal(0.35, result.Reliability.Error);
    }

    [Fact]
    public void Of_too_many_numbers_a_sample_of_rows_is_kept_and_said_so()
    {
        var evaluator = new SingleLabelEvaluator(["a", "b"], decision: null, mostNumbers: 2000);
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            float p = random.NextSingle();
            int truth = random.NextSingle() < p ? 1 : 0;
            evaluator.Add(new([1 - p, p], 1, 2), [truth], [-Math.Log(truth == 1 ? p : 1 - p)]);
        }

        var result = evaluator.Result();
        Assert.Equal(20_000, result.Rows);
        Assert.Equal(1000, result.Reliability.Bins.Sum(bin => bin.Count));
        Assert.Equal(["AUROC, average precision, reliability and the parts of the log-loss are of 1,000 rows drawn from all 20,000"], result.Remarks);
        Assert.InRange(result.RocAuc!.Value, 5 / 6.0 - 0.04, 5 / 6.0 + 0.04); // ∫∫ over p > q of p(1 − q), over ½·½, is 5/6
        Near.Equal(result.LogLoss, result.CalibrationLoss + result.RefinementLoss);
    }

    [Fact]
    public void Thresholds_decide_what_is_predicted_and_not_how_sure_it_was()
    {
        var decision = Decision.At([0.2], Data.TargetKind.ClassIndex, 2);
        var evaluator = new SingleLabelEvaluator(["no", "yes"], decision);
        evaluator.Add(new([0.75f, 0.25f, 0.875f, 0.125f], 2, 2), [1, 0], [-Math.Log(0.25), -Math.Log(0.875)]);
        var result = evaluator.Result();
        Assert.Equal(1, result.Accuracy);
        Assert.Equal([new(1, 0.75, 0), new(1, 0.875, 1)], result.Reliability.Bins);
    }
}
