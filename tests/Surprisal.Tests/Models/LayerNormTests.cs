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

    [Theory] // Less than a register, one, and one and more, of 4, 8 and 16 floats.
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(37)]
    public void A_row_of_any_length_is_as_the_definition_says(int size)
    {
        var random = new Random(size);
        float[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 4 - 1))];
        float[] weight = Some(size), bias = Some(size), row = Some(size), slope = Some(size);
        using var bench = new LayerBench(new LayerNorm(size)) { Parameters = [.. weight, .. bias] };
        double mean = row.Average(x => (double)x), inverse = 1 / Math.Sqrt(row.Average(x => (x - mean) * (x - mean)) + 1e-5);
        double[] normal = [.. row.Select(x => (x - mean) * inverse)];
        float[] output = bench.Forward(row);
        Near([.. normal.Select((n, i) => n * weight[i] + bias[i])], output);

        // ∂normal_i/∂x_j = (δ_ij − 1/n − normal_i·normal_j/n)/deviation
        Near(
            [.. Enumerable.Range(0, size).Select(j => Enumerable.Range(0, size).Sum(i => slope[i] * (double)weight[i] * inverse * ((i == j ? 1 : 0) - (1 + normal[i] * normal[j]) / size)))],
            bench.Backward(row, output, slope));
        Near([.. normal.Select((n, i) => n * slope[i]), .. slope.Select(g => (double)g)], bench.ParameterGradient);
    }

    [Fact]
    public void A_row_far_from_zero_keeps_its_digits()
    {
        using var bench = new LayerBench(new LayerNorm(8)) { Parameters = [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0] };
        double deviation = Math.Sqrt(5.25 + 1e-5); // of 1 to 8
        Near([.. Enumerable.Range(0, 8).Select(i => (i - 3.5) / deviation)], bench.Forward([100_001, 100_002, 100_003, 100_004, 100_005, 100_006, 100_007, 100_008]));
    }

    static void Near(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 2e-6 * Math.Max(1, Math.Abs(expected[i])));
    }
}
