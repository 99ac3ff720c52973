namespace Surprisal.Tests;

public class ConvolutionTests
{
    // torch.nn.functional.conv2d on the same numbers, pictures and filters turned channels first.
    [Fact]
    public void PyTorchs_values_with_a_stride_and_padding()
    {
        using var bench = new LayerBench(new Convolution(new(2, 3, 3), channels: 2, kernel: 2, stride: 2, padding: 1))
        {
            Parameters = [2, 0, -2, 3, 1, -1, -3, 2, 0, -2, 3, 1, -1, -3, 2, 0, 1, -2],
        };
        float[] input = [2, -2, 5, 1, -3, 4, 0, -4, 3, -1, -5, 2, -2, 5, 1, -3, 4, 0], output = bench.Forward(input);
        Assert.Equal([-5, -8, 15, -2, 25, -4, -15, -13], output);
        Assert.Equal([2, 2, 0, 6, -2, 4, -3, 8, -2, 8, -3, 7, -1, -4, -4, -1, -5, -2], bench.Backward(input, output, [1, -1, 2, 0, -2, 1, -1, 2]));
        Assert.Equal([-3, 6, 1, -2, 5, -10, 6, 0, 9, 2, 5, -6, -4, 4, -4, 7, 0, 2], bench.ParameterGradient);
    }

    [Fact]
    public void One_filter_worked_by_hand()
    {
        // It measures how much brighter the right pixel is than the left one.
        using var bench = new LayerBench(new Convolution(new(1, 2, 3), channels: 1, kernel: 2)) { Parameters = [-1, 1, -1, 1, 10] };
        Assert.Equal([10 + 1 + 2, 10 - 3 - 1], bench.Forward([1, 2, -1, 3, 5, 4]));
    }

    [Fact]
    public void It_knows_the_shape_that_comes_out()
    {
        Assert.Equal(new(16, 14, 7), new Convolution(new(3, 28, 14), 16, kernel: 3, stride: 2, padding: 1).OutputShape);
        Assert.Equal(new(8, 26, 12), new Convolution(new(3, 28, 14), 8, kernel: 3).OutputShape);
    }

    [Fact]
    public void It_begins_as_in_PyTorch_within_one_over_the_root_of_what_a_filter_sees()
    {
        float[] values = new float[5 * 5 * 4 * 50 + 50];
        new Convolution(new(4, 6, 6), 50, kernel: 5).Initialize(values, [], new Random(1));
        Assert.InRange(values.Max(), 0.0999, 0.1);
        Assert.InRange(values.Min(), -0.1, -0.0999);
        Assert.Equal(0, values.Average(), 0.002);
    }
}
