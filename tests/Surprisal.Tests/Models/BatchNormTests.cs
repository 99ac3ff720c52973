namespace Surprisal.Tests;

public class BatchNormTests
{
    static readonly float[] s_input = [1, 10, 2, 20, 4, 40, 9, -10];

    // torch.nn.BatchNorm1d on two rows of two channels and two places, weight (2, -1) and bias (0.5, 3).
    [Fact]
    public void PyTorchs_values_in_training()
    {
        using var bench = Started();
        float[] output = bench.Forward(s_input);
        AssertClose([-1.446656f, 3.27735f, -0.797771f, 2.72265f, 0.5f, 1.61325f, 3.744427f, 4.38675f], output);
        AssertClose([-0.29029f, 0.085338f, 0.563506f, 0.053337f, -0.324443f, -0.066137f, 0.051227f, -0.072538f], bench.Backward(s_input, output, [1, -1, 2, 0, 0, 3, -1, 1]));
        AssertClose([-3.893312f, 3.050851f, 2, 3], bench.ParameterGradient);
        AssertClose([0.4f, 1.5f, 2.166667f, 44.233334f], bench.Statistics);
    }

    [Fact]
    public void A_batch_of_one_row_is_refused()
    {
        var options = TrainingOptions.Default with { Layers = (shape, outputs) => new Sequential(new BatchNorm(shape.Count), new Dense(shape.Count, outputs)), BatchSize = 1 };
        Assert.StartsWith("batch norm measures the spread of a batch", Assert.Throws<TrainingException>(() => Trainer.Fit(TestData.Iris(), options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PyTorchs_values_outside_training()
    {
        using var bench = Started();
        bench.Statistics = [0.4f, 1.5f, 2.166667f, 44.233334f];
        AssertClose([1.315238f, 1.721961f, 2.673967f, 0.218386f, 5.391426f, -2.788764f, 12.185073f, 4.729111f], bench.Forward(s_input, isTraining: false));
    }

    [Fact]
    public void A_channel_far_from_zero_keeps_its_digits()
    {
        using var bench = new LayerBench(new BatchNorm(1, 4)) { Parameters = [1, 0] };
        float[] output = bench.Forward([100_001, 100_002, 100_003, 100_004, 100_005, 100_006, 100_007, 100_008]);
        double deviation = Math.Sqrt(5.25 + 1e-5); // of 1 to 8
        AssertClose([.. Enumerable.Range(0, 8).Select(i => (float)((i - 3.5) / deviation))], output);
    }

    [Fact]
    public void Rows_of_one_place_are_measured_as_the_places_of_fewer_rows_are()
    {
        // Channels lie last: three rows of four places are the same numbers as twelve rows. A register of channels and a rest.
        var random = new Random(3);
        float[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() * 3)];
        float[] parameters = Some(2 * 19), input = Some(12 * 19), slopes = Some(12 * 19), statistics = Some(2 * 19);
        using var places = new LayerBench(new BatchNorm(19, 4)) { Parameters = parameters, Statistics = [.. statistics] };
        using var rows = new LayerBench(new BatchNorm(19)) { Parameters = parameters, Statistics = [.. statistics] };
        float[] expected = places.Forward(input), output = rows.Forward(input);
        AssertClose(expected, output);
        AssertClose(places.Backward(input, expected, slopes), rows.Backward(input, output, slopes));
        AssertClose(places.ParameterGradient, rows.ParameterGradient);
        AssertClose(places.Statistics, rows.Statistics);
        AssertClose(places.Forward(input, isTraining: false), rows.Forward(input, isTraining: false));
    }

    static LayerBench Started() => new(new BatchNorm(2, 2)) { Parameters = [2, -1, 0.5f, 3], Statistics = [0, 0, 1, 1] };

    static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 2e-6 * Math.Max(1, Math.Abs(expected[i])));
    }
}
