namespace Surprisal.Tests;

public class GeluTests
{
    [Fact]
    public void Values_and_slopes_are_those_of_PyTorch()
    {
        // Values: x·Φ(x) by mpmath, as PyTorch's floats lose digits below 0. Slopes: torch.nn.functional.gelu of PyTorch 1.13.1.
        float[] x = [-3, -1, -0.25f, 0, 0.5f, 2, 6, -12];
        double[] values = [-0.004049694095890115, -0.15865525393145705, -0.10032341857926907, 0, 0.34573123063700656, 1.9544997361036416, 6, -2.1317785e-32];
        double[] slopes = [-0.011945605278015137, -0.08331543207168579, 0.3046267032623291, 0.5, 0.867495059967041, 1.085231900215149, 1];
        using var bench = new LayerBench(new Gelu(8));
        float[] output = bench.Forward(x), gradient = bench.Backward(x, output, [1, 1, 1, 1, 1, 1, 1, 1]);
        for (int i = 0; i < values.Length; i++) Assert.Equal(1, values[i] == 0 ? 1 + output[i] : output[i] / values[i], 2e-7);
        for (int i = 0; i < slopes.Length; i++) Assert.Equal(slopes[i], gradient[i], 2e-7);
    }

    [Fact]
    public void The_normal_share_has_ten_digits_in_its_tail_as_well()
    {
        // mpmath.ncdf
        Assert.Equal(0.97500210485177956, NormalShare.Below(1.96), 1e-14);
        Assert.Equal(1, NormalShare.Below(-5) / 2.8665157187918939e-7, 1e-10);
        Assert.Equal(1, NormalShare.Below(-20) / 2.7536241186062337e-89, 1e-7);
        Assert.Equal(0, NormalShare.Below(-40));
        Assert.Equal(1, NormalShare.Below(40));
        Assert.True(double.IsNaN(NormalShare.Below(double.NaN)));
    }
}
