namespace Surprisal.Tests;

public class LayerNormTests
{
    [Fact]
    public void Two_rows_are_as_in_PyTorch()
    {
        // torch.nn.LayerNorm(3) of PyTorch 1.13.1
        using var bench = new LayerBench(new LayerNorm(3)) { Parameters = [1, 2, 0.5f, 0, 1, -1] };
        float[] input = [1, 2, 4, -1, 0.5f, 0], output = bench.Forward(input), gradient = bench.Backward(input, output, [1, -1, 2, 0.5f, 0, 1]);
        Near([-1.06904137, 0.46547937, -0.33184910, -1.33628905, 3.13806248, -0.86637110], output);
        Near([1.03085983, -1.54629242, 0.51543260, -0.11452928, -0.22908594, 0.34361523], gradient);
        Near([-1.73718596, 0.26726031, 2.93986130, 1.5, -1, 3], bench.ParameterGradient);
    }

    static void Near(double[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6);
    }
}
