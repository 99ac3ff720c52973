namespace Surprisal.Tests;

public class SequentialTests
{
    [Fact]
    public void Layers_that_do_not_fit_are_refused()
    {
        Assert.Equal("layer 1 (relu) takes 4 inputs, but layer 0 (dense) gives 3.", Assert.Throws<ArgumentException>(() => new Sequential(new Dense(2, 3), new Relu(4))).Message);
        Assert.Equal("a model needs at least one layer.", Assert.Throws<ArgumentException>(() => new Sequential()).Message);
    }

    [Fact]
    public void Parameters_are_named_by_their_layers_places()
    {
        var nested = new Sequential(new Dense(2, 3), new Sequential(new Relu(3), new Dense(3, 1)));
        Assert.Equal(["0.weight", "0.bias", "1.1.weight", "1.1.bias"], nested.Parameters.Select(p => p.Name));
    }
}
