using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

public class NetworkTrainerTests
{
    static readonly TrainingOptions s_options = TrainingOptions.Default with { Model = ModelKind.Mlp, Hidden = [32, 16], Epochs = 60, BatchSize = 32, LearningRate = 1e-2, Threads = 1 };

    [Fact]
    public void Half_moons_are_parted_where_no_straight_line_could()
    {
        var fit = NetworkTrainer.Fit(TestData.Moons(400), null, Loss.CrossEntropy, s_options);
        Assert.InRange(TestData.Accuracy(fit.Model, TestData.Moons(400, seed: 2)), 0.98, 1);
        Assert.Equal(60, fit.Epochs.Count);
        Assert.Equal(60, fit.BestEpoch);
        Assert.False(fit.StoppedEarly);
        Assert.True(fit.Epochs[^1].TrainLoss < fit.Epochs[0].TrainLoss / 5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads_and_another_does_not()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 300, columns: 40, classes: 5);
        var options = s_options with { Hidden = [64, 48], Epochs = 3, BatchSize = 50 };
        float[] one = NetworkTrainer.Fit(data, null, Loss.CrossEntropy, options).Model.Values().ToArray();
        Assert.Equal(one, NetworkTrainer.Fit(data, null, Loss.CrossEntropy, options with { Threads = 2 }).Model.Values().ToArray());
        Assert.Equal(one, NetworkTrainer.Fit(data, null, Loss.CrossEntropy, options with { Threads = 3 }).Model.Values().ToArray());
        Assert.NotEqual(one, NetworkTrainer.Fit(data, null, Loss.CrossEntropy, options with { Seed = 2 }).Model.Values().ToArray());
    }

    [Theory]
    [InlineData(TargetKind.MultiLabel)]
    [InlineData(TargetKind.Distribution)]
    public void Several_labels_and_soft_labels_are_learnt(TargetKind kind)
    {
        var data = TestData.Random(kind, rows: 40, columns: 8, classes: 3);
        var loss = kind == TargetKind.MultiLabel ? Loss.BinaryCrossEntropy : Loss.CrossEntropy;
        var fit = NetworkTrainer.Fit(data, null, loss, s_options with { Epochs = 150 });
        double floor = kind == TargetKind.MultiLabel ? 0 : data.Targets!.Values.Where(p => p > 0).Sum(p => -p * Math.Log(p)) / data.Rows; // the labels' own entropy
        Assert.InRange(fit.Epochs[^1].TrainLoss - floor, 0, 0.1);
    }

    [Fact]
    public void Early_stopping_goes_back_to_the_best_epoch()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 40, columns: 30, classes: 4, seed: 3); // few rows: it will learn them by heart
        var validation = TestData.Random(TargetKind.ClassIndex, rows: 200, columns: 30, classes: 4, seed: 4);
        var fit = NetworkTrainer.Fit(data, validation, Loss.CrossEntropy, s_options with { Epochs = 200, Patience = 8 });
        Assert.True(fit.StoppedEarly);
        Assert.Equal(fit.Epochs.Count, fit.BestEpoch + 8);
        double best = fit.Epochs.Min(e => e.ValidationLoss!.Value);
        Assert.Equal(best, fit.Epochs[fit.BestEpoch - 1].ValidationLoss);
        float[] logits = new float[200 * 4];
        fit.Model.Predict(validation.Matrix, new(logits, 200, 4));
        Assert.Equal(best, Loss.CrossEntropy.Evaluate(new Numerics.ReadOnlyMatrixSpan<float>(logits, 200, 4), validation.Targets!.Classes), 1e-9);
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_with_what_to_try()
    {
        var error = Assert.Throws<TrainingException>(() => NetworkTrainer.Fit(TestData.Moons(100), null, Loss.CrossEntropy, s_options with { LearningRate = 1e30 }));
        Assert.Matches(@"^the loss is \S+ in epoch 1, batch \d of 4, in all its rows, the first dataset: row \d+: try a smaller learning rate than 1E\+30, shorter gradients \(clip 1\), and look for extreme values among the features$", error.Message);
    }

    [Fact]
    public void A_stop_is_obeyed_and_progress_told()
    {
        using var stop = new CancellationTokenSource();
        List<TrainingProgress> told = [];
        var progress = new Direct(p =>
        {
            told.Add(p);
            stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() =>
            NetworkTrainer.Fit(TestData.Moons(4000), null, Loss.CrossEntropy, s_options with { Epochs = 100_000, BatchSize = 8 }, progress, stop.Token));
        Assert.Single(told);
        Assert.InRange(told[0].Done, 0, 1);
        Assert.StartsWith("epoch ", told[0].Text, StringComparison.Ordinal);
        Assert.InRange(told[0].Epoch, 1, 100_000);
        Assert.InRange(told[0].TrainLoss!.Value, 0, 0.7); // it begins at log 2
        Assert.Equal(2, told[0].Model!.Outputs);
        Assert.Equal(told[0].Epoch - 1, told[0].Epochs!.Count);
    }

    [Fact]
    public void The_last_progress_tells_every_epoch_however_short_the_training_was()
    {
        List<TrainingProgress> told = [];
        var fit = NetworkTrainer.Fit(TestData.Moons(100), null, Loss.CrossEntropy, s_options with { Epochs = 3 }, new Direct(told.Add));
        Assert.Equal(1, told[^1].Done);
        Assert.Equal([1, 2, 3], told[^1].Epochs!.Select(epoch => epoch.Epoch));
        Assert.Same(fit.Model, told[^1].Model);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var data = TestData.Moons(640);
        NetworkTrainer.Fit(data, null, Loss.CrossEntropy, s_options with { Epochs = 2 });
        long Allocated(int epochs)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            NetworkTrainer.Fit(data, null, Loss.CrossEntropy, s_options with { Epochs = epochs });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        long difference = Allocated(42) - Allocated(2); // 800 steps
        Assert.InRange(difference, 0, 40 * 2000); // an epoch's result and a copy of its weights' bookkeeping, nothing per step
    }

    sealed class Direct(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
