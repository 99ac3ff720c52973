using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

public sealed class ClassReadingTests
{
    [Fact]
    public void Every_loss_of_the_catalog_learns_iris_better_than_guessing()
    {
        var options = new ComparisonOptions
        {
            Losses = [.. LossCatalog.All.Select(definition => ComparedLoss.Parse(definition.Info.Name))],
            Settings = [new("", new() { Model = ModelKind.Mlp, Hidden = [16], Epochs = 40, Patience = 0, LearningRate = 0.01 })],
            Seeds = 1,
        };
        var result = Comparison.Run(TestData.IrisTable(), options)[0];
        Assert.All(result.Losses, loss =>
        {
            Assert.Null(loss.Runs[0].Failure);
            Assert.True(loss.Runs[0].Accuracy > 0.5, $"{loss.Name}: {loss.Runs[0].Accuracy}");
        });
    }

    [Theory]
    [InlineData("cross-entropy", true)]
    [InlineData("focal:gamma=1", true)]
    [InlineData("nll", true)]
    [InlineData("abs-normalised", true)]
    [InlineData("mse", false)]
    [InlineData("hinge", false)]
    [InlineData("binary-cross-entropy", false)]
    public void Only_outputs_that_share_one_probability_have_figures_of_it(string loss, bool expected)
    {
        Assert.Equal(expected, ComparedLoss.Parse(loss).GivesProbabilities);
        var options = new ComparisonOptions { Losses = [ComparedLoss.Parse(loss), ComparedLoss.Parse("poly")], Settings = [new("", new())], Seeds = 1 };
        var run = Comparison.Run(TestData.IrisTable(), options)[0].Losses[0].Runs[0];
        Assert.Equal(expected, run.LogLoss is not null);
        Assert.Equal(expected, run.Brier is not null);
        Assert.Equal(expected, run.CalibrationError is not null);
    }

    [Fact]
    public void A_loss_of_columns_learns_a_one_among_zeros()
    {
        var rows = new Dataset([1, 2, 3], ExampleShape.List(1), new TargetSet(["a", "b"], [1, 0, 1]));
        Assert.Equal([0, 1, 1, 0, 0, 1], ClassReading.Of(Loss.Of(new Mse())).Answers(rows).Targets!.Values);
        Assert.Same(rows, ClassReading.Of(Loss.CrossEntropy).Answers(rows));
    }

    [Fact]
    public void The_answer_is_the_largest_output_and_the_largest_in_size_where_sizes_are_shares()
    {
        Assert.Equal(2, ClassReading.Of(Loss.CrossEntropy).Class([1, -5, 3]));
        Assert.Equal(1, ClassReading.Of(LossCatalog.Parse("abs-normalised")).Class([1, -5, 3]));
        Assert.Equal(0, ClassReading.Of(Loss.CrossEntropy).Class([3, 3, 3]));
    }
}
