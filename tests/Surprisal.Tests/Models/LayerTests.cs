using System.Text.Json;

namespace Surprisal.Tests;

/// <summary>What every layer must satisfy.</summary>
public class LayerTests
{
    const int Rows = 3;

    public static TheoryData<string> Kinds => [.. LayerCase.All.Select(c => c.Kind)];

    [Theory, MemberData(nameof(Kinds))]
    public void The_gradients_are_the_slopes_of_the_output(string kind)
    {
        using var bench = Started(kind, out float[] input, out float[] mix);
        float[] inputGradient = bench.Backward(input, bench.Forward(input), mix);
        Check(bench.Parameters, bench.ParameterGradient);
        Check(input, inputGradient);

        // The slope of Σ mix·output by each number, by differences wide enough for floats.
        void Check(float[] values, float[] gradient)
        {
            double largest = gradient.Select(Math.Abs).DefaultIfEmpty().Max();
            for (int i = 0; i < values.Length; i++)
            {
                const float h = 1e-2f;
                float kept = values[i];
                values[i] = kept + h;
                double up = Mixed();
                values[i] = kept - h;
                double down = Mixed();
                values[i] = kept;
                Assert.Equal((up - down) / (2 * h), gradient[i], 5e-4 * Math.Max(1, largest));
            }
        }

        double Mixed() => bench.Forward(input).Select((value, i) => (double)value * mix[i]).Sum();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Outside_training_a_row_has_the_same_bits_alone_and_among_others_on_any_number_of_threads(string kind)
    {
        using var bench = Started(kind, out float[] input, out _, rows: 70);
        var layer = bench.Layer;
        float[] all = bench.Forward(input, isTraining: false);
        foreach (int row in (int[])[0, 33, 69])
            Assert.Equal(all[(row * layer.Outputs)..((row + 1) * layer.Outputs)], bench.Forward(input[(row * layer.Inputs)..((row + 1) * layer.Inputs)], isTraining: false));
        using var threaded = new LayerBench(layer, threads: 3) { Parameters = bench.Parameters, Statistics = bench.Statistics };
        Assert.Equal(all, threaded.Forward(input, isTraining: false));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Gradients_have_the_same_bits_on_any_number_of_threads(string kind)
    {
        using var bench = Started(kind, out float[] input, out float[] mix, rows: 70);
        using var threaded = new LayerBench(bench.Layer, threads: 3) { Parameters = bench.Parameters, Statistics = (float[])bench.Statistics.Clone() };
        Assert.Equal(bench.Backward(input, bench.Forward(input), mix), threaded.Backward(input, threaded.Forward(input), mix));
        Assert.Equal(bench.ParameterGradient, threaded.ParameterGradient);
        Assert.Equal(bench.Statistics, threaded.Statistics);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_saved_layer_is_made_again(string kind)
    {
        var layer = LayerCase.Of(kind).Make();
        string text = Written(layer);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(text, Written(LayerCatalog.Read(new LayerReader(json.RootElement, "model"))));
    }

    static LayerBench Started(string kind, out float[] input, out float[] mix, int rows = Rows)
    {
        var bench = new LayerBench(LayerCase.Of(kind).Make());
        var random = new Random(LayerCase.Of(kind).Seed);
        bench.Layer.Initialize(bench.Parameters, bench.Statistics, random);
        input = [.. Enumerable.Range(0, rows * bench.Layer.Inputs).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        mix = [.. Enumerable.Range(0, rows * bench.Layer.Outputs).Select(_ => (float)(random.NextDouble() * 2 - 1))];
        return bench;
    }

    static string Written(Layer layer)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) LayerJson.Write(json, layer);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
