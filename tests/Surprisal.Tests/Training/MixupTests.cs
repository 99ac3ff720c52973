using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests;

public class MixupTests
{
    static readonly TrainingOptions s_options = TrainingOptions.Default with { Model = ModelKind.Mlp, Hidden = [8], Epochs = 3, BatchSize = 8, Threads = 1 };
    static readonly WorkerPool s_alone = new(1);

    [Fact]
    public void A_mixed_row_is_the_same_share_of_features_answer_and_weight()
    {
        // One-hot rows: features and answers are the shares themselves, and a row weighs what its place says.
        const int rows = 12;
        float[] features = new float[rows * rows], weights = new float[rows];
        for (int row = 0; row < rows; row++) (features[row * rows + row], weights[row]) = (1, row);
        var data = new Dataset(features, ExampleShape.List(rows), new TargetSet([.. Enumerable.Range(0, rows).Select(k => $"c{k}")], [.. Enumerable.Range(0, rows)])) { RowWeights = weights };
        using var batches = new Batches(data, rows, s_options with { Mixup = 1 }, s_alone);
        batches.Begin(1);
        batches.Gather(0);
        int mixed = 0;
        for (int i = 0; i < rows; i++)
        {
            float[] row = batches.Features[i].ToArray();
            Assert.Equal(1, row.Sum(), 1e-6);
            Assert.InRange(row.Max(), 0.5f, 1);
            Assert.InRange(row.Count(share => share > 0), 1, 2);
            if (row.Count(share => share > 0) == 2) mixed++;
            for (int k = 0; k < rows; k++) Assert.Equal(row[k], batches.Targets.Values[i * rows + k], 1e-6);
            Assert.Equal(row.Select((share, k) => share * k).Sum(), batches.Weights[i], 1e-5);
        }
        Assert.InRange(mixed, 8, rows); // a row in twelve meets itself
    }

    [Fact]
    public void With_all_of_a_row_and_nothing_of_its_partner_a_batch_is_the_plain_one()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 30, columns: 5, classes: 3);
        using var plain = new Batches(data, 8, s_options, s_alone);
        using var mixed = new Batches(data, 8, s_options with { Mixup = 1e-9 }, s_alone); // Beta(0, 0) is 0 or 1
        plain.Begin(2);
        mixed.Begin(2);
        for (int batch = 0; batch < plain.Count; batch++)
        {
            plain.Gather(batch);
            mixed.Gather(batch);
            Assert.Equal(plain.Features.Values.ToArray(), mixed.Features.Values.ToArray());
            for (int i = 0; i < plain.Features.Rows; i++)
                for (int k = 0; k < 3; k++) Assert.Equal(k == plain.Targets.Classes[i] ? 1f : 0f, mixed.Targets.Values[i * 3 + k]);
        }
        NetworkFit one = NetworkTrainer.Fit(data, null, Loss.CrossEntropy, s_options), other = NetworkTrainer.Fit(data, null, Loss.CrossEntropy, s_options with { Mixup = 1e-9 });
        for (int i = 0; i < one.Model.Values().Length; i++) Assert.Equal(one.Model.Values()[i], other.Model.Values()[i], 1e-4);
    }

    [Theory]
    [InlineData(TargetKind.MultiLabel)]
    [InlineData(TargetKind.Distribution)]
    public void Labels_and_soft_labels_are_mixed_too(TargetKind kind)
    {
        var data = TestData.Random(kind, rows: 30, columns: 5, classes: 3);
        var loss = kind == TargetKind.MultiLabel ? Loss.BinaryCrossEntropy : Loss.CrossEntropy;
        var fit = NetworkTrainer.Fit(data, null, loss, s_options with { Mixup = 0.4 });
        Assert.NotEqual(NetworkTrainer.Fit(data, null, loss, s_options).Model.Values().ToArray(), fit.Model.Values().ToArray());
        Assert.InRange(fit.Epochs[^1].TrainLoss, 0, 2);
    }

    // scipy.stats.beta.cdf([0.1, 0.25, 0.5, 0.75], a, a); with 20,000 draws a share is within four standard deviations, 0.0142.
    [Theory]
    [InlineData(0.4, 0.23973916, 0.35633294, 0.5, 0.64366706)]
    [InlineData(1, 0.1, 0.25, 0.5, 0.75)]
    [InlineData(5, 8.9092e-4, 0.0489273071, 0.5, 0.951072693)]
    public void Draws_are_distributed_as_Beta_says(double alpha, params double[] shares)
    {
        double[] draws = [.. Enumerable.Range(0, 20_000).Select(i => BetaDistribution.Symmetric(alpha, Chance.Mixed(5, (ulong)i)))];
        double[] below = [0.1, 0.25, 0.5, 0.75];
        for (int i = 0; i < shares.Length; i++) Assert.Equal(shares[i], draws.Count(draw => draw <= below[i]) / 20_000.0, 0.0142);
        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e9)]
    public void The_ends_of_alpha_give_numbers(double alpha)
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            double draw = BetaDistribution.Symmetric(alpha, seed);
            Assert.Equal(alpha < 1 ? Math.Round(draw) : 0.5, draw, 1e-3);
        }
    }
}
