namespace Surprisal.Tests;

public class GeluTests
{
    [Fact]
    public void Values_and_slopes_are_those_of_PyTorch()
    {
        // torch.nn.functional.gelu of PyTorch 1.13.1; far below 0 from x·Φ(x) by mpmath, where PyTorch's floats have no digits left.
        float[] x = [-3, -1, -0.25f, 0, 0.5f, 2, 6, -12];
        double[] values = [-0.004049867391586304, -0.1586552858352661, -0.10032343119382858, 0, 0.3457311987876892, 1.9544999599456787, 6, -2.1317785e-32];
        double[] slopes = [-0.011945605278015137, -0.08331543207168579, 0.3046267032623291, 0.5, 0.867495059967041, 1.085231900215149, 1];
        using var bench = new LayerBench(new Gelu(8));
        float[] output = bench.Forward(x), gradient = bench.Backward(x, output, [1, 1, 1, 1, 1, 1, 1, 1]);
        for (int i = 0; i < values.Length; i++) Assert.Equal(1, values[i] == 0 ? 1 + output[i] : output[i] / values[i], 1e-5);
        for (int i = 0; i < slopes.Length; i++) Assert.Equal(slopes[i], gradient[i], 2e-7);
    }

    [Fact]
    public void The_normal_share_has_fourteen_digits()
    {
        // mpmath.ncdf
        Assert.Equal(0.97500210485177956, NormalShare.Below(1.96), 1e-14);
        Assert.Equal(1, NormalShare.Below(-5) / 2.8665157187918939e-7, 1e-12);
        Assert.Equal(1, NormalShare.Below(-20) / 2.7536241186062337e-89, 1e-7);
        Assert.Equal(0, NormalShare.Below(-40));
        Assert.Equal(1, NormalShare.Below(40));
        Assert.True(double.IsNaN(NormalShare.Below(double.NaN)));
    }
}
