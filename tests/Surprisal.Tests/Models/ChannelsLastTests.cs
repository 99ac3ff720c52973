namespace Surprisal.Tests;

public class ChannelsLastTests
{
    [Fact]
    public void Channels_come_to_lie_side_by_side_and_their_gradients_go_back()
    {
        using var bench = new LayerBench(new ChannelsLast(new(3, 1, 2)));
        float[] input = [1, 2, 10, 20, 100, 200], output = bench.Forward(input);
        Assert.Equal([1, 10, 100, 2, 20, 200], output);
        Assert.Equal(input, bench.Backward(input, output, output));
    }
}
