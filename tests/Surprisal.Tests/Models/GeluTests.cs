namespace Surprisal.Tests;

public class GeluTests
{
    [Fact]
    public void Values_and_slopes_are_those_of_PyTorch()
    {
        // torch.nn.functional.gelu of PyTorch 1.13.1 in doubles.
        float[] x = [-5, -1, -0.5f, 0, 0.5f, 1, 2, 5, 0.25f];
        double[] values = [-1.43325786e-06, -0.158655254, -0.154268769, 0, 0.345731231, 0.841344746, 1.95449974, 4.99999857, 0.149676581];
        double[] slopes = [-7.146946e-06, -0.0833154706, 0.132504875, 0.5, 0.867495125, 1.08331547, 1.0852318, 1.00000715, 0.695373355];
        using var bench = new LayerBench(new Gelu(9));
        float[] output = bench.Forward(x), gradient = bench.Backward(x, output, [1, 1, 1, 1, 1, 1, 1, 1, -2]);
        for (int i = 0; i < x.Length; i++) Assert.Equal(values[i], output[i], 1e-7 * Math.Max(1, x[i]));
        for (int i = 0; i < x.Length; i++) Assert.Equal(slopes[i] * (i == 8 ? -2 : 1), gradient[i], 3e-7);
    }
}
