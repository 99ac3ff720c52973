namespace Surprisal.Tests;

public class MultiLabelEvaluatorTests
{
    // sklearn.metrics: accuracy_score(T, P > .5) is the subset accuracy, hamming_loss, f1_score(average='micro' and 'macro', zero_division=0);
    // log-loss = np.mean(−np.log(np.where(T == 1, P, 1 − P))), prior = mean of scipy.stats.entropy([s, 1 − s]) over T.mean(0),
    // Brier = np.mean((P − T)**2), calibration by masks over np.linspace(0, 1, 16) of P.ravel() and T.ravel().
    [Fact]
    public void Figures_are_those_of_scikit_learn()
    {
        var result = EvaluationCases.MultiLabel();
        Assert.Equal(8, result.Rows);
        Near.Equal(0.33715843573419796, result.LogLoss);
        Near.Equal(0.46209812037329684, result.PriorLogLoss);
        Near.Equal(0.6931471805599453, result.UniformLogLoss);
        Near.Equal(0.75, result.Accuracy);
        Near.Equal(0.40927543031016883, result.AccuracyInterval.Low);
        Near.Equal(0.928520787247891, result.AccuracyInterval.High);
        Near.Equal(0.8333333333333334, result.LabelAccuracy);
        Near.Equal(0.16666666666666666, result.HammingLoss);
        Near.Equal(0.75, result.MicroF1);
        Near.Equal(0.5357142857142857, result.MacroF1);
        Near.Equal(0.10416666666666667, result.Brier);
        Near.Equal(0.14583333333333334, result.Calibration.Error);
        Assert.Equal([5, 2, 4, 1, 2, 0, 0, 4, 1, 2, 0, 2, 0, 0, 1], result.Calibration.Bins.Select(bin => bin.Count));
        Assert.Equal(new(4, 0.50390625, 0.5), result.Calibration.Bins[7]);
    }

    // sklearn: roc_auc_score and average_precision_score, macro over the two labels that some rows have and micro over all three.
    [Fact]
    public void Figures_of_order_are_those_of_scikit_learn()
    {
        var result = EvaluationCases.MultiLabel();
        Near.Equal(0.9375, result.RocAuc!.Value);
        Near.Equal(0.94140625, result.MicroRocAuc!.Value);
        Near.Equal(0.9583333333333333, result.AveragePrecision!.Value);
        Near.Equal(0.9029761904761905, result.MicroAveragePrecision!.Value);
        Assert.Equal([1, 0.875, null], result.Labels.Select(label => label.RocAuc));
        Assert.Equal(11 / 12.0, result.Labels[1].AveragePrecision!.Value, 1e-15);
        Assert.Equal(["AUROC and average precision leave out 1 label that no row or every row has: 'z'"], result.Remarks);
    }

    // sklearn: the mean log-loss after IsotonicRegression, one for each column; calibration_curve(T.ravel(), P.ravel(), n_bins=15, strategy='quantile').
    [Fact]
    public void Calibration_loss_is_what_a_monotone_map_for_each_label_wins()
    {
        var result = EvaluationCases.MultiLabel();
        Near.Equal(0.25759416469734636, result.CalibrationLoss);
        Near.Equal(0.0795642710368516, result.RefinementLoss);
        Assert.Equal([2, 2, 1, 2, 3, 1, 3, 2, 1, 2, 2, 1, 2], result.Reliability.Bins.Select(bin => bin.Count));
        Near.Equal(0.12760416666666666, result.Reliability.Error);
    }

    [Fact]
    public void Each_label_has_its_own_threshold()
    {
        var evaluator = new MultiLabelEvaluator(["x", "y"], Decision.At([0.25, 0.75], Data.TargetKind.MultiLabel, 2));
        evaluator.Add(new([0.5f, 0.5f, 0.25f, 0.875f], 2, 2), new([1, 0, 0, 1], 2, 2), new([0, 0, 0, 0], 2, 2));
        var result = evaluator.Result();
        Assert.Equal(1, result.Accuracy);
        Assert.Equal([0.25, 0.75], result.Labels.Select(label => label.Threshold));
    }

    // Per column: log_loss, (T == R).mean(0), precision_recall_fscore_support(T, R, zero_division=0).
    [Fact]
    public void Each_label_has_its_own_figures_and_one_that_is_never_there_has_zeros()
    {
        var labels = EvaluationCases.MultiLabel().Labels;
        Assert.Equal(["x", "y", "z"], labels.Select(label => label.Name));
        Assert.Equal([4L, 4L, 0L], labels.Select(label => label.Support));
        Assert.Equal([0.5, 0.5, 0], labels.Select(label => label.Prevalence));
        Assert.Equal([0.875, 0.75, 0.875], labels.Select(label => label.Accuracy));
        Assert.Equal([1, 0.75, 0], labels.Select(label => label.Precision));
        Assert.Equal([0.75, 0.75, 0], labels.Select(label => label.Recall));
        Near.Equal(0.8571428571428571, labels[0].F1);
        Near.Equal(0.2965831775601693, labels[0].LogLoss);
        Near.Equal(0.5389000254089967, labels[1].LogLoss);
        Near.Equal(0.17599210423342782, labels[2].LogLoss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void How_rows_are_cut_into_batches_changes_no_bit(int batch)
    {
        var (whole, cut) = (EvaluationCases.MultiLabel(), EvaluationCases.MultiLabel(batch));
        Assert.Equal(whole.LogLoss, cut.LogLoss);
        Assert.Equal(whole.Brier, cut.Brier);
        Assert.Equal(whole.Labels, cut.Labels);
        Assert.Equal(whole.Calibration.Bins, cut.Calibration.Bins);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_row_and_label()
    {
        var evaluator = new MultiLabelEvaluator(["x", "y"]);
        var error = Assert.Throws<ArgumentException>(() => evaluator.Add(new([0, 0, 0, 0], 2, 2), new([0, 1, 1, 0.5f], 2, 2), new([0, 0, 0, 0], 2, 2)));
        Assert.Equal("row 1: label 'y' is 0.5, expected 0 or 1.", error.Message);
        Assert.Throws<ArgumentException>(() => evaluator.Add(new([0, 0], 1, 2), new([float.NaN, 0], 1, 2), new([0, 0], 1, 2)));
        Assert.Throws<ArgumentException>(() => evaluator.Add(new([0, 0], 1, 2), new([0, 0, 0, 0], 2, 2), new([0, 0], 1, 2)));
        Assert.Throws<ArgumentException>(() => evaluator.Add(new([0, 0], 1, 2), new([0, 0], 1, 2), new([0, 0], 2, 1)));
        Assert.Throws<InvalidOperationException>(() => evaluator.Result());
        Assert.Throws<ArgumentException>(() => new MultiLabelEvaluator([]));
    }
}
