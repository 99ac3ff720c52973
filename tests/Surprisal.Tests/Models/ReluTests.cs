namespace Surprisal.Tests;

public class ReluTests
{
    [Fact]
    public void A_row_worked_by_hand()
    {
        using var bench = new LayerBench(new Relu(9));
        float[] input = [-1, 0, 2, -3, 4, -5, 6, float.NaN, 8], output = bench.Forward(input);
        Assert.Equal([0, 0, 2, 0, 4, 0, 6, float.NaN, 8], output);
        Assert.Equal([0, 0, 1, 0, 1, 0, 1, 0, 1], bench.Backward(input, output, [1, 1, 1, 1, 1, 1, 1, 1, 1]));
    }
}
