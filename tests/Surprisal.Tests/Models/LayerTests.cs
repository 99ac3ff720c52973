using Surprisal.Numerics;

namespace Surprisal.Tests;

/// <summary>What every layer must satisfy, and one case by hand for each.</summary>
public class LayerTests
{
    public static TheoryData<string> Names => ["dense", "relu"];

    static Layer Of(string kind) => kind switch { "dense" => new Dense(5, 3), _ => new Relu(4) };

    [Theory, MemberData(nameof(Names))]
    public void The_gradients_are_the_slopes_of_the_output(string kind)
    {
        var layer = Of(kind);
        using var engine = new Engine(1);
        var random = new Random(4);
        const int rows = 3;
        float[] parameters = new float[layer.Parameters.Sum(p => p.Shape.Aggregate(1, (a, b) => a * b))], input = new float[rows * layer.Inputs], mix = new float[rows * layer.Outputs];
        layer.Initialize(parameters, random);
        foreach (float[] array in (float[][])[input, mix])
            foreach (ref float value in array.AsSpan()) value = (float)(random.NextDouble() * 2 - 1);

        float[] output = new float[mix.Length], parameterGradient = new float[parameters.Length], inputGradient = new float[input.Length];
        layer.Forward(engine, parameters, input.AsMatrix(layer.Inputs), output.AsMatrix(layer.Outputs));
        layer.Backward(
            engine, parameters, input.AsMatrix(layer.Inputs), output.AsMatrix(layer.Outputs), ((float[])mix.Clone()).AsMatrix(layer.Outputs), parameterGradient,
            inputGradient.AsMatrix(layer.Inputs));

        Check(parameters, parameterGradient);
        Check(input, inputGradient);

        // The slope of Σ mix·output by each number, by differences wide enough for floats.
        void Check(float[] values, float[] gradient)
        {
            for (int i = 0; i < values.Length; i++)
            {
                const float h = 1e-2f;
                float kept = values[i];
                values[i] = kept + h;
                double up = Mixed();
                values[i] = kept - h;
                double down = Mixed();
                values[i] = kept;
                Assert.Equal((up - down) / (2 * h), gradient[i], 2e-4);
            }
        }

        double Mixed()
        {
            float[] y = new float[mix.Length];
            layer.Forward(engine, parameters, input.AsMatrix(layer.Inputs), y.AsMatrix(layer.Outputs));
            return y.Select((value, i) => (double)value * mix[i]).Sum();
        }
    }

    [Fact]
    public void A_dense_layer_worked_by_hand()
    {
        using var engine = new Engine(1);
        float[] parameters = [1, 2, 3, 4, 10, 20], output = new float[4], gradient = new float[6], inputGradient = new float[4];
        var layer = new Dense(2, 2);
        layer.Forward(engine, parameters, new float[] { 1, 1, 2, -1 }.AsMatrix(2), output.AsMatrix(2));
        Assert.Equal([14, 26, 9, 20], output);
        layer.Backward(
            engine, parameters, new float[] { 1, 1, 2, -1 }.AsMatrix(2), output.AsMatrix(2), new float[] { 1, 0, 0, 1 }.AsMatrix(2), gradient, inputGradient.AsMatrix(2));
        Assert.Equal([1, 2, 1, -1, 1, 1], gradient);
        Assert.Equal([1, 3, 2, 4], inputGradient);
    }

    [Fact]
    public void A_rectifier_worked_by_hand()
    {
        using var engine = new Engine(1);
        float[] output = new float[9], inputGradient = new float[9];
        float[] input = [-1, 0, 2, -3, 4, -5, 6, float.NaN, 8];
        var layer = new Relu(9);
        layer.Forward(engine, [], input.AsMatrix(9), output.AsMatrix(9));
        Assert.Equal([0, 0, 2, 0, 4, 0, 6, float.NaN, 8], output);
        layer.Backward(engine, [], input.AsMatrix(9), output.AsMatrix(9), new float[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }.AsMatrix(9), [], inputGradient.AsMatrix(9));
        Assert.Equal([0, 0, 1, 0, 1, 0, 1, 0, 1], inputGradient);
    }
}
