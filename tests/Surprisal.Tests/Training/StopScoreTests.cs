using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests;

public class StopScoreTests
{
    // Four rows of three classes: 0 and 1 are answered right, the first of class 2 is taken for 0, the second is right.
    static readonly float[] s_logits = [2, 0, 1, 0, 3, 1, 5, 0, 4, 0, 1, 2];
    static readonly TargetSet s_classes = new(["a", "b", "c"], [0, 1, 2, 2]);

    // Two rows of two labels: (yes, no) answered (yes, yes), and (no, yes) answered as it is.
    static readonly TargetSet s_labels = new(TargetKind.MultiLabel, ["x", "y"], [1, 0, 0, 1]);

    [Theory]
    [InlineData(StopMetric.Accuracy, 3 / 4.0)]
    [InlineData(StopMetric.F1, (2 / 3.0 + 1 + 2 / 3.0) / 3)] // of a: one right of one, answered twice; of c: one right of two, answered once
    public void Classes_are_scored_as_by_hand(StopMetric metric, double expected) =>
        Assert.Equal(expected, Score(metric, s_logits, s_classes, OutputActivation.Softmax), 1e-12);

    [Theory]
    [InlineData(StopMetric.Accuracy, 1 / 2.0)]
    [InlineData(StopMetric.F1, 2 * 2 / (2.0 + 3))] // two right, two present, three answered
    [InlineData(StopMetric.Auroc, 1.0)] // for x 2 > −1, for y 3 > 1
    public void Labels_are_scored_as_by_hand(StopMetric metric, double expected) =>
        Assert.Equal(expected, Score(metric, [2, 1, -1, 3], s_labels, OutputActivation.Sigmoid), 1e-12);

    [Fact]
    public void The_area_of_two_classes_is_the_share_of_pairs_in_order()
    {
        // Of class 1: logits 3 and 0; of class 0: 1 and −1. Three of four pairs are in order.
        float[] logits = [0, 3, 0, 0, 0, 1, 0, -1];
        Assert.Equal(0.75, Score(StopMetric.Auroc, logits, new TargetSet(["no", "yes"], [1, 1, 0, 0]), OutputActivation.Softmax), 1e-12);
    }

    [Fact]
    public void All_figures_are_those_of_an_evaluation()
    {
        var iris = TestData.Iris(heldOut: 0.5);
        var classifier = Trainer.Fit(iris).Classifier;
        var figures = (SingleLabelEvaluation)Evaluator.Evaluate(classifier, iris.HeldOut!);
        float[] logits = classifier.Logits(iris.HeldOut!);
        Assert.Equal(figures.Accuracy, Score(StopMetric.Accuracy, [.. logits], iris.HeldOut!.Targets!, OutputActivation.Softmax), 1e-12);
        Assert.Equal(figures.MacroF1, Score(StopMetric.F1, [.. logits], iris.HeldOut.Targets!, OutputActivation.Softmax), 1e-12);
        Assert.Equal(figures.RocAuc!.Value, Score(StopMetric.Auroc, [.. logits], iris.HeldOut.Targets!, OutputActivation.Softmax), 1e-12);
    }

    [Fact]
    public void Rows_of_one_answer_have_no_area() =>
        Assert.StartsWith("the validation rows all have the same answer", Assert.Throws<TrainingException>(() =>
            Score(StopMetric.Auroc, [0, 3, 0, 0], new TargetSet(["no", "yes"], [1, 1]), OutputActivation.Softmax)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_epoch_of_the_best_score_is_kept_and_the_loss_plays_no_part()
    {
        var data = TestData.Iris(heldOut: 0, validation: 0.4);
        var options = TrainingOptions.Default with { Model = ModelKind.Mlp, Hidden = [16], Epochs = 25, Patience = 0, LearningRate = 0.02, StopBy = StopMetric.Accuracy, Threads = 1 };
        var run = Trainer.Fit(data, options);
        double best = run.History.Max(epoch => epoch.ValidationScore!.Value);
        Assert.Equal(run.History.First(epoch => epoch.ValidationScore == best).Epoch, run.BestEpoch);
        Assert.Equal(best, Evaluator.Evaluate(run.Classifier, data.Validation!).Accuracy, 1e-12);
        Assert.NotEqual(run.BestEpoch, Trainer.Fit(data, options with { StopBy = StopMetric.Loss }).BestEpoch);
    }

    [Fact]
    public void Without_validation_rows_there_is_nothing_to_stop_by()
    {
        var options = TrainingOptions.Default with { Model = ModelKind.Mlp, StopBy = StopMetric.F1 };
        Assert.Equal(0.1, Trainer.ValidationShare(options with { Patience = 0 }));
        Assert.Equal("there are no validation rows to stop by f1 on: set some aside, or give more rows", Assert.Throws<TrainingException>(() => Trainer.Fit(TestData.Iris(), options)).Message);
    }

    static double Score(StopMetric metric, float[] logits, TargetSet truth, OutputActivation activation) =>
        StopScore.Of(metric, logits.AsMatrix(truth.ClassNames.Count), truth, activation);
}
