namespace Surprisal.Tests;

public class SoftLabelEvaluatorTests
{
    // scipy.stats: entropy(A, axis=1), entropy(A, B, axis=1) is the divergence, their sum the cross-entropy; entropy(A.mean(0)); numpy for the rest.
    [Fact]
    public void Cross_entropy_is_the_targets_entropy_and_what_is_lost_above_it()
    {
        var result = EvaluationCases.SoftLabel();
        Assert.Equal(4, result.Rows);
        Near.Equal(0.818318120547058, result.LogLoss);
        Near.Equal(0.7672500850178074, result.TargetEntropy);
        Near.Equal(0.051068035529250363, result.KullbackLeibler);
        Near.Equal(1.059735510668237, result.PriorLogLoss);
        Near.Equal(1.0986122886681098, result.UniformLogLoss);
        Near.Equal(0.02587890625, result.Brier);
        Near.Equal(0.75, result.Accuracy);
        Near.Equal(0.3006418425824019, result.AccuracyInterval.Low);
        Near.Equal(0.9544127391902995, result.AccuracyInterval.High);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void How_rows_are_cut_into_batches_changes_no_bit(int batch) => Assert.Equal(EvaluationCases.SoftLabel(), EvaluationCases.SoftLabel(batch));

    [Fact]
    public void A_target_that_is_no_probability_is_refused_with_row_and_class()
    {
        var evaluator = new SoftLabelEvaluator(2);
        var error = Assert.Throws<ArgumentException>(() => evaluator.Add(new([0, 1, 0, 1], 2, 2), new([0, 1, 1.5f, -0.5f], 2, 2), [0, 0]));
        Assert.Equal("row 1: the target of class 1 is -0.5, expected a probability.", error.Message);
        Assert.Throws<ArgumentException>(() => evaluator.Add(new([0, 1], 1, 2), new([float.NaN, 1], 1, 2), [0]));
        Assert.Throws<ArgumentException>(() => evaluator.Add(new([0, 1], 1, 2), new([0, 1], 1, 2), [0, 0]));
        Assert.Throws<InvalidOperationException>(() => evaluator.Result());
        Assert.Throws<ArgumentOutOfRangeException>(() => new SoftLabelEvaluator(1));
    }
}
