using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

public class PictureTrainingTests
{
    static readonly TrainingOptions s_options = TrainingOptions.Default with { Epochs = 6, BatchSize = 20, LearningRate = 3e-3, Threads = 1 };

    [Theory]
    [InlineData(ModelKind.Conv, 1)]
    [InlineData(ModelKind.Conv, 3)]
    [InlineData(ModelKind.ResNetSmall, 1)]
    [InlineData(ModelKind.ResNetSmall, 3)]
    public void The_way_that_stripes_run_is_learnt_with_the_same_bytes_on_any_number_of_threads(ModelKind model, int channels)
    {
        var options = s_options with { Model = model };
        var fit = NetworkTrainer.Fit(Stripes(200, channels, seed: 1), null, Loss.CrossEntropy, options);
        Assert.InRange(TestData.Accuracy(fit.Model, Stripes(300, channels, seed: 2)), 0.98, 1);
        var threaded = NetworkTrainer.Fit(Stripes(200, channels, seed: 1), null, Loss.CrossEntropy, options with { Threads = 3 });
        Assert.Equal(fit.Model.Values().ToArray(), threaded.Model.Values().ToArray());
        Assert.Equal(fit.Model.Statistics().ToArray(), threaded.Model.Statistics().ToArray());
    }

    /// <summary>Grey or coloured stripes across (0) or down (1), of random phase, with noise.</summary>
    internal static Dataset Stripes(int rows, int channels, int seed)
    {
        var random = new Random(seed);
        ExampleShape shape = new(channels, 9, 8);
        float[] features = new float[rows * shape.Count];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            classes[row] = row % 2;
            int phase = random.Next(4);
            for (int i = 0; i < shape.Count; i++)
            {
                int along = classes[row] == 0 ? i / shape.Width % shape.Height : i % shape.Width;
                features[row * shape.Count + i] = ((along + phase) / 2 % 2) + (float)random.NextDouble() * 0.3f;
            }
        }
        return new Dataset(features, shape, new TargetSet(["across", "down"], classes));
    }
}
