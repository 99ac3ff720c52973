using Surprisal.Data;

namespace Surprisal.Tests;

public sealed class TrainingNoiseTests
{
    [Fact]
    public void So_many_labels_learnt_from_become_another_class_and_each_other_class_alike()
    {
        var data = TestData.Iris(heldOut: 0.2, validation: 0.2);
        int[,] moves = new int[3, 3];
        for (int seed = 0; seed < 200; seed++)
        {
            var spoilt = TrainingNoise.Spoilt(data, 0.3, 0, seed);
            Assert.Same(data.HeldOut, spoilt.HeldOut);
            Assert.Same(data.Training.Features, spoilt.Training.Features);
            Count(data.Training, spoilt.Training, moves);
            Count(data.Validation!, spoilt.Validation!, moves);
        }
        // 24,000 labels, 8,000 of each class: six standard deviations of a count around 1,200 are 6 · √(8000 · 0.15 · 0.85) = 192.
        for (int from = 0; from < 3; from++)
            for (int to = 0; to < 3; to++) Assert.InRange(moves[from, to], from == to ? 5600 - 250 : 1200 - 192, from == to ? 5600 + 250 : 1200 + 192);
    }

    [Fact]
    public void Noise_on_features_has_the_size_of_their_spread_and_spares_what_is_learnt_from()
    {
        var data = TestData.Iris(heldOut: 0.2);
        // Petal length in another unit: the noise goes with it.
        float[] scaled = [.. data.Training.Features.Select((x, i) => i % 4 == 2 ? 100 * x : x)];
        data = data with { Training = data.Training.With(scaled) };
        double[] squares = new double[4];
        for (int seed = 0; seed < 200; seed++)
        {
            var spoilt = TrainingNoise.Spoilt(data, 0, 0.1, seed);
            Assert.Same(data.Training, spoilt.Training);
            for (int i = 0; i < spoilt.HeldOut!.Features.Length; i++) squares[i % 4] += Math.Pow(spoilt.HeldOut.Features[i] - data.HeldOut!.Features[i], 2);
        }
        // 6,000 numbers a column: the variance is known to 6 · √(2/6000) = 11 %.
        for (int column = 0; column < 4; column++) Assert.Equal(1, squares[column] / (200 * 30) / Math.Pow(column == 2 ? 10 : 0.1, 2), 0.11);
    }

    [Fact]
    public void A_row_has_the_same_wrong_label_in_every_part_of_the_rows()
    {
        var table = TestData.IrisTable();
        int[] all = [.. Enumerable.Range(0, 150)], odd = [.. all.Where(row => row % 2 == 1)];
        var whole = TrainingNoise.Spoilt(table.Part(all, [], []), 0.5, 0, seed: 3).Training.Targets!.Classes;
        Assert.Equal(odd.Select(row => whole[row]), TrainingNoise.Spoilt(table.Part(odd, [], []), 0.5, 0, seed: 3).Training.Targets!.Classes);
        Assert.NotEqual(whole, TrainingNoise.Spoilt(table.Part(all, [], []), 0.5, 0, seed: 4).Training.Targets!.Classes);
    }

    static void Count(Dataset before, Dataset after, int[,] moves)
    {
        for (int row = 0; row < before.Rows; row++) moves[before.Targets!.Classes[row], after.Targets!.Classes[row]]++;
    }
}
