namespace Surprisal.Tests;

public class ResidualTests
{
    [Fact]
    public void The_input_is_added_to_what_the_body_makes_of_it()
    {
        using var bench = new LayerBench(new Residual(new Dense(2, 2))) { Parameters = [1, 2, 3, 4, 10, 20] };
        float[] input = [1, -1], output = bench.Forward(input);
        Assert.Equal([1 - 3 + 10 + 1, 2 - 4 + 20 - 1], output);
        Assert.Equal([1 + 1 + 4, 2 + 3 + 8], bench.Backward(input, output, [1, 2]));
        Assert.Equal([1, 2, -1, -2, 1, 2], bench.ParameterGradient);
    }

    [Fact]
    public void Or_what_a_shortcut_makes_of_it()
    {
        var layer = new Residual(new Dense(2, 1), new Dense(2, 1));
        Assert.Equal(["body.weight", "body.bias", "shortcut.weight", "shortcut.bias"], layer.Parameters.Select(p => p.Name));
        using var bench = new LayerBench(layer) { Parameters = [1, 2, 3, 10, 20, 30] };
        float[] input = [1, -1], output = bench.Forward(input);
        Assert.Equal([1 - 2 + 3 + 10 - 20 + 30], output);
        Assert.Equal([2 * 11, 2 * 22], bench.Backward(input, output, [2]));
        Assert.Equal([2, -2, 2, 2, -2, 2], bench.ParameterGradient);
    }

    [Fact]
    public void Ways_that_do_not_meet_are_refused()
    {
        Assert.Equal(
            "the body of a residual layer maps 2 numbers to 3, but the way past it 2 to 2.", Assert.Throws<ArgumentException>(() => new Residual(new Dense(2, 3))).Message);
        Assert.Equal(
            "the body of a residual layer maps 2 numbers to 3, but the way past it 2 to 4.", Assert.Throws<ArgumentException>(() => new Residual(new Dense(2, 3), new Dense(2, 4))).Message);
    }
}
