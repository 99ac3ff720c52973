namespace Surprisal.Tests;

public class DropoutTests
{
    [Fact]
    public void A_share_is_left_out_and_the_others_make_up_for_it()
    {
        using var bench = new LayerBench(new Dropout(1000, 0.3));
        float[] ones = [.. Enumerable.Repeat(1f, 20_000)], output = bench.Forward(ones);
        Assert.All(output, y => Assert.True(y == 0 || y == (float)(1 / 0.7)));
        Assert.Equal(0.3, output.Count(y => y == 0) / 20_000.0, 0.015); // four standard deviations are 0.013
        Assert.NotEqual(output[..1000], output[1000..2000]);
        Assert.Equal(output, bench.Backward(ones, output, ones)); // the same ones are left out
        Assert.Equal(ones, bench.Forward(ones, isTraining: false));
    }

    [Fact]
    public void A_share_of_all_is_refused() =>
        Assert.Equal("the share to leave out must lie in [0, 1), got 1.", Assert.Throws<ArgumentException>(() => new Dropout(4, 1)).Message);
}
