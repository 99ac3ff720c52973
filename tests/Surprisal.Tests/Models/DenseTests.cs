namespace Surprisal.Tests;

public class DenseTests
{
    [Fact]
    public void Two_rows_worked_by_hand()
    {
        using var bench = new LayerBench(new Dense(2, 2)) { Parameters = [1, 2, 3, 4, 10, 20] };
        float[] input = [1, 1, 2, -1], output = bench.Forward(input);
        Assert.Equal([14, 26, 9, 20], output);
        Assert.Equal([1, 3, 2, 4], bench.Backward(input, output, [1, 0, 0, 1]));
        Assert.Equal([1, 2, 1, -1, 1, 1], bench.ParameterGradient);
    }

    [Fact]
    public void It_begins_as_in_PyTorch_within_one_over_the_root_of_its_inputs()
    {
        float[] values = new float[100 * 50 + 50];
        new Dense(100, 50).Initialize(values, [], new Random(1));
        Assert.InRange(values.Max(), 0.0999, 0.1);
        Assert.InRange(values.Min(), -0.1, -0.0999);
        Assert.Equal(0, values.Average(), 0.002);
    }
}
