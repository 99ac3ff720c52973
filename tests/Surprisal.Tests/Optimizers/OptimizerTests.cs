using Surprisal.Numerics;

namespace Surprisal.Tests;

public class OptimizerTests
{
    public static TheoryData<string> Names => [.. OptimizerCase.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Three_steps_are_those_of_PyTorch(string name)
    {
        var (optimizer, expected) = (Of(name).Optimizer, Of(name).Expected);
        using var pool = new WorkerPool(1);
        float[] parameters = [1, -2, 0.5f, 3], gradient = new float[4];
        var state = optimizer.Start(parameters, gradient, pool);
        for (int step = 0; step < 3; step++)
        {
            OptimizerCase.Gradients[step].CopyTo(gradient, 0);
            state.Step(0.1);
            for (int i = 0; i < 4; i++) Assert.Equal(expected[step][i], parameters[i], 1e-6);
        }
        Assert.Equal(3, state.Steps);
    }

    [Theory, MemberData(nameof(Names))]
    public void Weight_decay_takes_its_share_and_stays_out_of_the_gradient(string name)
    {
        using var pool = new WorkerPool(1);
        float[] parameters = [2, -4], gradient = [0, 0];
        (Of(name).Optimizer with { WeightDecay = 0.5 }).Start(parameters, gradient, pool).Step(0.1);
        Assert.Equal([1.9f, -3.8f], parameters);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_number_moves_the_same_way_wherever_it_lies_and_on_any_number_of_threads(string name)
    {
        const int length = 40_001;
        float[] Run(int threads)
        {
            using var pool = new WorkerPool(threads);
            var random = new Random(3);
            float[] parameters = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble())], gradient = [.. parameters.Select(p => p - 0.5f)];
            (parameters[^1], gradient[^1]) = (parameters[0], gradient[0]);
            var state = Of(name).Optimizer.Start(parameters, gradient, pool);
            for (int step = 0; step < 5; step++) state.Step(0.01);
            return parameters;
        }
        float[] one = Run(1);
        Assert.Equal(one[0], one[^1]);
        Assert.Equal(one, Run(2));
        Assert.Equal(one, Run(3));
    }

    [Fact]
    public void The_first_step_of_AdamW_moves_by_the_learning_rate_whatever_the_slope()
    {
        using var pool = new WorkerPool(1);
        float[] parameters = [0, 0, 0];
        (Optimizer.AdamW with { WeightDecay = 0 }).Start(parameters, [1e-3f, -40, 0], pool).Step(0.25);
        Assert.Equal([-0.25, 0.25, 0], parameters.Select(p => Math.Round(p, 4)));
    }

    static OptimizerCase Of(string name) => OptimizerCase.All.Single(c => c.Name == name);
}
