using Surprisal.Numerics;

namespace Surprisal.Tests;

public class AdamWTests
{
    [Fact]
    public void Three_steps_are_those_of_PyTorch()
    {
        // torch.optim.AdamW(lr=0.1, weight_decay=0.01) of PyTorch 1.13.1
        float[][] gradients = [[0.1f, -0.2f, 0.3f, 0], [0.5f, 0.4f, -0.3f, 1e-8f], [-1, 2, 0, 5]];
        float[][] expected =
        [
            [0.8990000486373901f, -1.8980000019073486f, 0.3995000123977661f, 2.996999979019165f],
            [0.8119964003562927f, -1.932712435722351f, 0.4043636620044708f, 2.9631752967834473f],
            [0.8378780484199524f, -1.9992953538894653f, 0.4080277383327484f, 2.8963308334350586f],
        ];
        using var pool = new WorkerPool(1);
        float[] parameters = [1, -2, 0.5f, 3], gradient = new float[4];
        var optimizer = new AdamW(parameters, gradient, weightDecay: 0.01, pool);
        for (int step = 0; step < 3; step++)
        {
            gradients[step].CopyTo(gradient, 0);
            optimizer.Step(0.1);
            for (int i = 0; i < 4; i++) Assert.Equal(expected[step][i], parameters[i], 1e-6);
        }
    }

    [Fact]
    public void The_first_step_moves_by_the_learning_rate_whatever_the_slope()
    {
        using var pool = new WorkerPool(1);
        float[] parameters = [0, 0, 0];
        new AdamW(parameters, [1e-3f, -40, 0], weightDecay: 0, pool).Step(0.25);
        Assert.Equal([-0.25, 0.25, 0], parameters.Select(p => Math.Round(p, 4)));
    }

    [Fact]
    public void A_number_moves_the_same_way_wherever_it_lies_and_on_any_number_of_threads()
    {
        const int length = 40_001;
        float[] Run(int threads)
        {
            using var pool = new WorkerPool(threads);
            var random = new Random(3);
            float[] parameters = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble())], gradient = [.. parameters.Select(p => p - 0.5f)];
            (parameters[^1], gradient[^1]) = (parameters[0], gradient[0]);
            var optimizer = new AdamW(parameters, gradient, weightDecay: 0.1, pool);
            for (int step = 0; step < 5; step++) optimizer.Step(0.01);
            return parameters;
        }
        float[] one = Run(1);
        Assert.Equal(one[0], one[^1]);
        Assert.Equal(one, Run(2));
        Assert.Equal(one, Run(3));
    }
}
