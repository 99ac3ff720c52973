using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

public class TrainingCheckTests
{
    static readonly TrainingOptions s_mlp = TrainingOptions.Default with { Model = ModelKind.Mlp };

    [Fact]
    public void Mixup_is_refused_where_rows_of_two_classes_do_not_fit()
    {
        Refused(
            "mixup makes rows of two classes, and focal takes one; losses that take both: cauchy-schwarz, cross-entropy, expectation-l1, expectation-l2, expectation-linf, log-squared, spherical, tanimoto",
            s_mlp with { Mixup = 0.4, Loss = LossCatalog.Parse("focal") });
        Refused("mixup must be 0 or lie in [1E-09, 1000000000], got -1", s_mlp with { Mixup = -1 });
        Refused("mixup must be 0 or lie in [1E-09, 1000000000], got NaN", s_mlp with { Mixup = double.NaN });
    }

    [Fact]
    public void A_linear_model_refuses_what_needs_batches()
    {
        Refused("mixup needs a network, which learns batch by batch; a linear model is fitted to all rows at once", TrainingOptions.Default with { Mixup = 0.4 });
        Refused("sampling needs a network, which learns batch by batch; a linear model is fitted to all rows at once", TrainingOptions.Default with { Sampling = Sampling.Balanced });
        Refused("augmentation needs a network, which learns batch by batch; a linear model is fitted to all rows at once", TrainingOptions.Default with { Augmentation = new(true, 0) });
    }

    [Fact]
    public void Sampling_and_augmentation_need_rows_that_have_what_they_use()
    {
        Refused("weighted sampling needs row weights, and these rows have none", s_mlp with { Sampling = Sampling.Weighted });
        Refused("balanced sampling needs one class a row, and these rows hold several labels: balance those by positive weights", s_mlp with { Sampling = Sampling.Balanced }, TestData.Random(TargetKind.MultiLabel, 9, 4, 3));
        Refused("augmentation needs pictures, and these rows are lists of 4 features", s_mlp with { Augmentation = new(true, 0) });
        var list = TestData.Random(TargetKind.ClassIndex, 9, 6, 3);
        var pictures = new Dataset(list.Features, new ExampleShape(1, 2, 3), list.Targets);
        Refused("pictures of 2 × 3 can be shifted by 0 to 1 pixels, got 2", s_mlp with { Augmentation = new(false, 2) }, pictures);
        Refused("pictures of 2 × 3 can be shifted by 0 to 1 pixels, got -1", s_mlp with { Augmentation = new(false, -1) }, pictures);
    }

    [Theory]
    [InlineData(ModelKind.Linear)]
    [InlineData(ModelKind.Mlp)]
    public void Weights_that_do_not_fit_are_refused(ModelKind model)
    {
        var options = TrainingOptions.Default with { Model = model };
        Refused("one class weight for each of the 3 classes expected, got 2", options with { Loss = Loss.CrossEntropy with { ClassWeights = [1, 2] } });
        Refused("class weight 1: a finite number of 0 or more expected, got -2", options with { Loss = Loss.CrossEntropy with { ClassWeights = [1, -2, 1] } });
        Refused("class weight 2: a finite number of 0 or more expected, got NaN", options with { Loss = Loss.CrossEntropy with { ClassWeights = [1, 1, double.NaN] } });
        Refused("every class weight is 0: there is nothing to learn from", options with { Loss = Loss.CrossEntropy with { ClassWeights = [0, 0, 0] } });
        var labels = TestData.Random(TargetKind.MultiLabel, 9, 4, 3);
        Refused("one positive weight for each of the 3 classes expected, got 2", options with { Loss = Loss.BinaryCrossEntropy with { PositiveWeights = [1, 2] } }, labels);
        Trainer.Checked(labels, options with { Loss = Loss.BinaryCrossEntropy with { PositiveWeights = [2] } });
        var list = TestData.Random(TargetKind.ClassIndex, 9, 4, 3);
        Refused("all row weights are 0: there is nothing to learn from", options, new Dataset(list.Features, list.Shape, list.Targets) { RowWeights = new float[9] });
    }

    static void Refused(string message, TrainingOptions options, Dataset? data = null) =>
        Assert.Equal(message, Assert.Throws<TrainingException>(() => Trainer.Checked(data ?? TestData.Random(TargetKind.ClassIndex, 9, 4, 3), options)).Message);
}
