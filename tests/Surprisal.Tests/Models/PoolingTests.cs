namespace Surprisal.Tests;

public class PoolingTests
{
    [Fact]
    public void The_largest_of_each_window_gets_the_gradient_and_the_first_of_equals()
    {
        using var bench = new LayerBench(new MaxPooling(new(1, 3, 4), 2)); // the third row is in no window
        float[] input = [1, 2, 7, 7, 4, 3, 7, 0, 9, 9, 9, 9], output = bench.Forward(input);
        Assert.Equal([4, 7], output);
        Assert.Equal([0, 0, 6, 0, 5, 0, 0, 0, 0, 0, 0, 0], bench.Backward(input, output, [5, 6]));
    }

    // Eight channels are whole registers.
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_pixel_in_two_windows_gets_the_gradients_of_both(int channels)
    {
        using var bench = new LayerBench(new MaxPooling(new(channels, 2, 3), 2, stride: 1));
        float[] input = Repeated([0, 5, 1, 2, 3, 4], channels), output = bench.Forward(input);
        Assert.Equal(Repeated([5, 5], channels), output);
        Assert.Equal(Repeated([0, 3, 0, 0, 0, 0], channels), bench.Backward(input, output, Repeated([1, 2], channels)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_NaN_comes_out(int channels)
    {
        using var bench = new LayerBench(new MaxPooling(new(channels, 2, 4), 2));
        Assert.Equal(Repeated([float.NaN, float.NaN], channels), bench.Forward(Repeated([float.NaN, 1, 2, float.NaN, 3, 2, 1, 0], channels)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void The_mean_of_each_window_shares_its_gradient(int channels)
    {
        using var bench = new LayerBench(new AveragePooling(new(channels, 2, 3), 2, stride: 1));
        float[] input = Repeated([0, 5, 1, 2, 3, 4], channels), output = bench.Forward(input);
        Assert.Equal(Repeated([2.5f, 3.25f], channels), output);
        Assert.Equal(Repeated([1, 3, 2, 1, 3, 2], channels), bench.Backward(input, output, Repeated([4, 8], channels)));
    }

    [Fact]
    public void The_mean_of_each_channel_shares_its_gradient()
    {
        using var bench = new LayerBench(new GlobalAveragePooling(new(2, 1, 4)));
        float[] input = [1, 10, 2, 20, 3, 30, 6, -20], output = bench.Forward(input);
        Assert.Equal([3, 10], output);
        Assert.Equal([1, 2, 1, 2, 1, 2, 1, 2], bench.Backward(input, output, [4, 8]));
    }

    [Fact]
    public void Windows_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "a window of pooling must be from 1 to the size of the picture, got 3 on 2 × 8.", Assert.Throws<ArgumentException>(() => new MaxPooling(new(1, 2, 8), 3)).Message);
        Assert.Equal("the stride of pooling must be at least 1, got 0.", Assert.Throws<ArgumentException>(() => new AveragePooling(new(1, 2, 8), 2, 0)).Message);
    }

    /// <summary>The same pixels in each channel.</summary>
    static float[] Repeated(float[] pixels, int channels) => [.. pixels.SelectMany(pixel => Enumerable.Repeat(pixel, channels))];
}
