using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests;

public class BatchesTests
{
    static readonly TrainingOptions s_options = TrainingOptions.Default with { Model = ModelKind.Mlp, Threads = 1 };
    static readonly WorkerPool s_alone = new(1);

    // Each row's only feature is its number.
    static Dataset Numbered(int[] classes, float[]? weights = null)
    {
        float[] features = [.. Enumerable.Range(0, classes.Length).Select(row => (float)row)];
        return new(features, ExampleShape.List(1), new TargetSet(["a", "b", "c"], classes)) { RowWeights = weights };
    }

    [Fact]
    public void An_epoch_has_every_row_once_with_its_own_answer_and_weight()
    {
        var data = Numbered([.. Enumerable.Range(0, 10).Select(row => row % 3)], [.. Enumerable.Range(0, 10).Select(row => 0.5f * row)]);
        using var batches = new Batches(data, 4, s_options, s_alone);
        List<float> seen = [];
        batches.Begin(1);
        for (int batch = 0; batch < batches.Count; batch++)
        {
            batches.Gather(batch);
            for (int i = 0; i < batches.Features.Rows; i++)
            {
                float row = batches.Features[i][0];
                seen.Add(row);
                Assert.Equal((int)row % 3, batches.Targets.Classes[i]);
                Assert.Equal(0.5f * row, batches.Weights[i]);
            }
        }
        Assert.Equal(3, batches.Count);
        Assert.NotEqual(Enumerable.Range(0, 10).Select(row => (float)row), seen);
        Assert.Equal(Enumerable.Range(0, 10).Select(row => (float)row), seen.Order());
    }

    [Theory]
    [InlineData(129, 128, "64, 65")]
    [InlineData(10, 4, "3, 3, 4")]
    [InlineData(12, 4, "4, 4, 4")]
    [InlineData(3, 8, "3")]
    public void No_batch_is_a_crumb(int rows, int size, string sizes)
    {
        using var batches = new Batches(Numbered(new int[rows]), size, s_options, s_alone);
        batches.Begin(1);
        Assert.Equal(sizes, string.Join(", ", Enumerable.Range(0, batches.Count).Select(batch =>
        {
            batches.Gather(batch);
            return batches.Features.Rows;
        })));
    }

    [Fact]
    public void Balanced_sampling_draws_each_class_equally_often()
    {
        int[] classes = [.. Enumerable.Repeat(0, 9000), .. Enumerable.Repeat(1, 900), .. Enumerable.Repeat(2, 100)];
        int[] counts = new int[3];
        foreach (float row in Epoch(Numbered(classes), s_options with { Sampling = Sampling.Balanced })) counts[classes[(int)row]]++;
        foreach (int count in counts) Assert.InRange(count, 3333 - 4 * 47, 3333 + 4 * 47); // four standard deviations, √(10,000·⅓·⅔)
    }

    [Fact]
    public void Weighted_sampling_draws_rows_by_their_weights_which_then_count_no_more()
    {
        var data = Numbered([0, 1, 2, .. Enumerable.Repeat(0, 9997)], [6000, 3000, 1000, .. new float[9997]]);
        var options = s_options with { Sampling = Sampling.Weighted };
        var rows = Epoch(data, options);
        Assert.Equal(10_000, rows.Count);
        Assert.InRange(rows.Count(row => row == 0), 6000 - 4 * 49, 6000 + 4 * 49); // √(10,000·0.6·0.4)
        Assert.InRange(rows.Count(row => row == 1), 3000 - 4 * 46, 3000 + 4 * 46);
        Assert.Equal(10_000, rows.Count(row => row < 3));
        using var batches = new Batches(data, 10, options, s_alone);
        batches.Begin(1);
        batches.Gather(0);
        Assert.True(batches.Weights.IsEmpty);
    }

    [Fact]
    public void A_batch_is_the_same_whoever_makes_it_and_whenever()
    {
        // Wide enough to be shared.
        var data = Pictures(rows: 60, new ExampleShape(1, 64, 64));
        var options = s_options with { Mixup = 0.4, Sampling = Sampling.Balanced, Augmentation = new(Flip: true, Shift: 3) };
        using var one = new Batches(data, 16, options, s_alone);
        using var pool = new WorkerPool(3);
        using var three = new Batches(data, 16, options, pool);
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            one.Begin(epoch);
            three.Begin(epoch);
            for (int batch = epoch == 2 ? 2 : 0; batch < (epoch == 1 ? 2 : one.Count); batch++) // left in the middle, resumed in the middle
            {
                one.Gather(batch);
                three.Gather(batch);
                Assert.Equal(one.Features.Values.ToArray(), three.Features.Values.ToArray());
                Assert.Equal(one.Targets.Values.ToArray(), three.Targets.Values.ToArray());
            }
        }
    }

    [Fact]
    public void Training_on_altered_rows_gives_the_same_bytes_on_any_number_of_threads()
    {
        var data = Pictures(rows: 60, new ExampleShape(1, 64, 64));
        var options = s_options with { Hidden = [8], Epochs = 2, BatchSize = 16, Mixup = 0.4, Sampling = Sampling.Balanced, Augmentation = new(Flip: true, Shift: 3) };
        float[] Values(int threads) => NetworkTrainer.Fit(data, null, Loss.CrossEntropy, options with { Threads = threads }).Model.Values().ToArray();
        float[] one = Values(1);
        Assert.Equal(one, Values(2));
        Assert.Equal(one, Values(3));
    }

    [Fact]
    public void Making_a_batch_allocates_nothing()
    {
        var list = Pictures(rows: 60, new ExampleShape(1, 8, 8));
        var data = new Dataset(list.Features, list.Shape, list.Targets) { RowWeights = [.. Enumerable.Range(0, 60).Select(row => (float)row)] };
        using var batches = new Batches(data, 16, s_options with { Mixup = 0.4, Augmentation = new(Flip: true, Shift: 3) }, s_alone);
        batches.Begin(1);
        batches.Gather(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) batches.Gather(i % batches.Count);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_network_learns_from_rows_by_their_weights()
    {
        // The same place is of class 0 three times in four; weights turn that round.
        var data = new Dataset([1, 1, 1, 1], ExampleShape.List(1), new TargetSet(["a", "b"], [0, 0, 0, 1])) { RowWeights = [1, 1, 1, 9] };
        var fit = NetworkTrainer.Fit(data, null, Loss.CrossEntropy, s_options with { Hidden = [], Epochs = 400, BatchSize = 4, LearningRate = 0.05, Optimizer = Optimizer.AdamW with { WeightDecay = 0 } });
        float[] logits = new float[2];
        fit.Model.Predict(data.Matrix.SliceRows(0, 1), new(logits, 1, 2));
        Assert.Equal(Math.Log(9.0 / 3), logits[1] - logits[0], 1e-2);
    }

    static List<float> Epoch(Dataset data, TrainingOptions options)
    {
        using var batches = new Batches(data, 64, options, s_alone);
        List<float> rows = [];
        batches.Begin(1);
        for (int batch = 0; batch < batches.Count; batch++)
        {
            batches.Gather(batch);
            rows.AddRange(batches.Features.Values);
        }
        return rows;
    }

    static Dataset Pictures(int rows, ExampleShape shape)
    {
        var list = TestData.Random(TargetKind.ClassIndex, rows, shape.Count, 3);
        return new Dataset(list.Features, shape, list.Targets);
    }
}
