using Surprisal.Losses;

namespace Surprisal.Tests;

/// <summary>A training that breaks down says where, and what is kept.</summary>
public sealed class DivergenceTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_row_that_breaks_the_loss_is_named()
    {
        // 1e38 through two layers of weights is infinite, and infinity minus infinity is no number.
        string message = Runs.Refused(() => Trainer.Fit(Runs.WithOtherNumber(1e38f, row: 41), Runs.Options with { Hidden = [64, 64], BatchSize = 108, LearningRate = 0.5 }));
        Assert.Matches(@"^the loss is \S+ in epoch \d, batch 1 of 1, at dataset: row 41: try a smaller learning rate than 0\.5, shorter gradients \(clip 1\), and look for extreme values among the features$", message);
    }

    [Fact]
    public void A_rate_that_diverges_loses_nothing_of_the_best()
    {
        // A decay turned round doubles every number at each step: sound for some epochs, beyond floats after 128 steps.
        var options = Runs.Options with { Epochs = 40, Schedule = Schedule.Constant, Optimizer = Optimizer.Sgd with { WeightDecay = -100 } };
        string run = _folder["run"], message = Runs.Refused(() => Runs.Begin(run, options));
        Assert.Matches($@"^the (loss|model's numbers) .* epoch \d+.*: try a smaller learning rate than 0\.01, shorter gradients \(clip 1\), and look for extreme values among the features; the best so far, epoch [1-8], is {run}/classifier\.safetensors$", message);
        Assert.All(Classifier.Load(Path.Combine(run, "classifier.safetensors")).Model.Values().ToArray(), value => Assert.True(float.IsFinite(value)));
        foreach (string checkpoint in Runs.Checkpoints(run))
            Assert.All(SafetensorsFile.Read(checkpoint).Float32("values", 16 * 4 + 16 + 16 * 8 + 8 + 8 * 3 + 3).ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Numbers_broken_by_the_last_step_of_an_epoch_are_never_the_best()
    {
        var data = TestData.Moons(64);
        var options = Runs.Options with { BatchSize = 64, LearningRate = 1e38, Optimizer = Optimizer.Sgd with { WeightDecay = 1e10 } }; // the step's factor alone is infinite
        string message = Runs.Refused(() => NetworkTrainer.Fit(data, null, Loss.CrossEntropy, options));
        Assert.StartsWith("the model's numbers are not finite any more in epoch 1: try a smaller learning rate than 1E+38", message, StringComparison.Ordinal);
    }
}
