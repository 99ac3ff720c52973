using Surprisal.Data;

namespace Surprisal.Tests;

public class PooledConvolutionTests
{
    // Windows of 2 × 2 are the whole of what comes out: filters of one pixel, the second of which turns the picture's sign.
    [Fact]
    public void One_window_worked_by_hand()
    {
        using var bench = new LayerBench(new PooledConvolution(new(1, 2, 3), channels: 3, kernel: 1)) { Parameters = [2, -1, 1, 1, 2, -10] };
        float[] input = [1, 3, 50, 3, -4, 50], output = bench.Forward(input);
        Assert.Equal([2 * 3 + 1, 4 + 2, 0], output); // the third column fills no window, and no number is above 10
        Assert.Equal([0, 2 * 5, 0, 0, -1 * 7, 0], bench.Backward(input, output, [5, 7, 9])); // the first of the two threes
        Assert.Equal([3 * 5, -4 * 7, 0, 5, 7, 0], bench.ParameterGradient);
    }

    // Registers of channels, and none; of filters, and ragged ones; odd sizes; filters of other sizes; no padding.
    [Theory]
    [InlineData(1, 10, 8, 16, 3, 1)]
    [InlineData(16, 6, 8, 32, 3, 1)]
    [InlineData(32, 5, 7, 5, 3, 0)]
    [InlineData(8, 7, 4, 17, 3, 2)]
    [InlineData(3, 5, 5, 5, 3, 1)]
    [InlineData(16, 6, 7, 8, 5, 1)]
    [InlineData(5, 4, 4, 20, 2, 1)]
    public void It_computes_what_its_three_layers_compute_one_by_one(int channels, int height, int width, int filters, int kernel, int padding)
    {
        const int Pictures = 37;
        ExampleShape shape = new(channels, height, width);
        var convolution = new Convolution(shape, filters, kernel, 1, padding);
        var pooling = new MaxPooling(convolution.OutputShape, 2);
        using var single = new LayerBench(new PooledConvolution(shape, filters, kernel, padding));
        using var apart = new LayerBench(new Sequential(convolution, pooling, new Relu(pooling.Outputs)));
        var random = new Random(3);
        single.Layer.Initialize(single.Parameters, [], random);
        apart.Parameters = single.Parameters;
        float[] input = Numbers(Pictures * single.Layer.Inputs), mix = Numbers(Pictures * single.Layer.Outputs);

        float[] output = single.Forward(input), expectedOutput = apart.Forward(input);
        AssertClose(expectedOutput, output, terms: kernel * kernel * channels);
        Assert.Equal(output, single.Forward(input, isTraining: false));
        output = single.Forward(input);
        AssertClose(apart.Backward(input, expectedOutput, mix), single.Backward(input, output, mix), terms: kernel * kernel * filters);
        AssertClose(apart.ParameterGradient, single.ParameterGradient, terms: mix.Length / filters);

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }

    [Fact]
    public void A_NaN_comes_out()
    {
        using var bench = new LayerBench(new PooledConvolution(new(1, 2, 2), channels: 9, kernel: 1)) { Parameters = [.. Enumerable.Repeat(1f, 9), .. new float[9]] };
        Assert.Equal(Enumerable.Repeat(float.NaN, 9), bench.Forward([1, float.NaN, 3, 2]));
    }

    [Fact]
    public void Less_than_a_window_is_refused() =>
        Assert.Equal(
            "a window of pooling must be from 1 to the size of the picture, got 2 on 1 × 6.", Assert.Throws<ArgumentException>(() => new PooledConvolution(new(1, 3, 8), 4, kernel: 3)).Message);

    // Terms lie in ±1: the error of a sum of n of them grows like √n roundings of a sum that grows like √n.
    static void AssertClose(float[] expected, float[] actual, int terms)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 3e-7 * (terms + 4));
    }
}
