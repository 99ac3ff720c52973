using Surprisal.Numerics;

namespace Surprisal.Tests;

public class SequentialTests
{
    [Fact]
    public void Layers_that_do_not_fit_are_refused()
    {
        Assert.Equal("layer 1 (relu) takes 4 inputs, but layer 0 (dense) gives 3.", Assert.Throws<ArgumentException>(() => new Sequential(new Dense(2, 3), new Relu(4))).Message);
        Assert.Equal("a model needs at least one layer.", Assert.Throws<ArgumentException>(() => new Sequential()).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gradient_that_nobody_wants_is_not_computed(bool isWanted)
    {
        // ReLU keeps all of 1 to 4; a dense layer of ones adds them.
        var layers = new Sequential(new Relu(4), new Relu(4), new Dense(4, 1));
        using var engine = new Engine(1);
        float[] input = [1, 2, 3, 4], output = new float[1], parameterGradient = new float[5], memory = new float[layers.MemoryLength(1, true)], inputGradient = new float[isWanted ? 4 : 0];
        var step = new LayerStep { Engine = engine, Parameters = [1, 1, 1, 1, 0], Memory = memory, IsTraining = true };
        layers.Forward(step, input.AsMatrix(4), output.AsMatrix(1));
        memory.AsSpan(0, 32).Fill(float.NaN); // where gradients go on the way down
        layers.Backward(step, input.AsMatrix(4), output.AsMatrix(1), new([3], 1, 1), parameterGradient, new(inputGradient, isWanted ? 1 : 0, 4));
        Assert.Equal([3, 6, 9, 12, 3], parameterGradient);
        Assert.Equal(isWanted ? [3, 3, 3, 3] : [], inputGradient);
        Assert.Equal(!isWanted, memory[..32].All(float.IsNaN));
    }

    [Fact]
    public void Parameters_are_named_by_their_layers_places()
    {
        var nested = new Sequential(new Dense(2, 3), new Sequential(new Relu(3), new Dense(3, 1)));
        Assert.Equal(["0.weight", "0.bias", "1.1.weight", "1.1.bias"], nested.Parameters.Select(p => p.Name));
    }
}
