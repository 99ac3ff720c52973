using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests;

public class WeightAverageTests
{
    [Fact]
    public void The_average_is_the_weighted_sum_of_all_that_the_weights_were()
    {
        var model = new Network(new Sequential(new Dense(1, 1)));
        var average = new WeightAverage(model, decay: 0.9);
        float[] seen = [3, -1, 4];
        double expected = 0; // the model begins at 0
        for (int step = 1; step <= seen.Length; step++)
        {
            model.Values().Fill(seen[step - 1]);
            average.Add(step);
            double decay = step switch { 1 => 2 / 11.0, 2 => 3 / 12.0, _ => 4 / 13.0 };
            expected = decay * expected + (1 - decay) * seen[step - 1];
        }
        Assert.All(average.Values, value => Assert.Equal(expected, value, 1e-6));
        for (int step = 1000; step < 1003; step++) average.Add(step); // by now d is 0.9
        Assert.Equal(4 + Math.Pow(0.9, 3) * (expected - 4), average.Values[0], 1e-5);
        average.Swap();
        Assert.Equal(4f, average.Values[0]);
        Assert.Equal(4 + Math.Pow(0.9, 3) * (expected - 4), model.Values()[0], 1e-5);
    }

    [Fact]
    public void The_average_is_what_is_validated_and_kept()
    {
        var validation = TestData.Moons(200, seed: 2);
        var options = TrainingOptions.Default with { Model = ModelKind.Mlp, Hidden = [8], Epochs = 4, BatchSize = 20, Patience = 0, LearningRate = 0.01, Threads = 1 };
        var last = NetworkTrainer.Fit(TestData.Moons(200), validation, Loss.CrossEntropy, options);
        var average = NetworkTrainer.Fit(TestData.Moons(200), validation, Loss.CrossEntropy, options with { Ema = 0.9 });
        Assert.NotEqual(last.Model.Values().ToArray(), average.Model.Values().ToArray());
        Assert.Equal(last.Epochs[0].TrainLoss, average.Epochs[0].TrainLoss); // it trains all the same
        float[] logits = new float[200 * 2];
        average.Model.Predict(validation.Matrix, logits.AsMatrix(2));
        Assert.Equal(Loss.CrossEntropy.Evaluate(new ReadOnlyMatrixSpan<float>(logits, 200, 2), validation.Targets!.Classes), average.Epochs[average.BestEpoch - 1].ValidationLoss!.Value, 1e-9);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_decay_that_is_none_is_refused(double decay)
    {
        var options = TrainingOptions.Default with { Model = ModelKind.Mlp, Ema = decay };
        Assert.StartsWith("the decay of the weights' average must lie in [0, 1), got ", Assert.Throws<TrainingException>(() => Trainer.Fit(TestData.Iris(), options)).Message, StringComparison.Ordinal);
    }
}
