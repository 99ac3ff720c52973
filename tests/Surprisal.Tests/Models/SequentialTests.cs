using Surprisal.Numerics;

namespace Surprisal.Tests;

public class SequentialTests
{
    [Fact]
    public void Parameters_are_named_by_their_layers_place()
    {
        var model = Sequential.Mlp(4, [8, 6], 3);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"], model.Parameters.Select(p => p.Name));
        Assert.Equal([4, 8], model.Parameters[0].Shape);
        Assert.Equal(4 * 8 + 8 + 8 * 6 + 6 + 6 * 3 + 3, model.Values().Length);
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused()
    {
        Assert.Equal("layer 1 (relu) takes 4 inputs, but layer 0 (dense) gives 3.", Assert.Throws<ArgumentException>(() => new Sequential(new Dense(2, 3), new Relu(4))).Message);
        Assert.Equal("a model needs at least one layer.", Assert.Throws<ArgumentException>(() => new Sequential()).Message);
    }

    [Fact]
    public void A_row_has_the_same_logits_alone_and_among_others_on_any_number_of_threads()
    {
        var model = Sequential.Mlp(19, [33], 5);
        var random = new Random(8);
        model.Initialize(random);
        float[] input = [.. Enumerable.Range(0, 600 * 19).Select(_ => (float)random.NextDouble())], all = new float[600 * 5], threaded = new float[600 * 5];
        model.Predict(input.AsMatrix(19), all.AsMatrix(5));
        using var engine = new Engine(3);
        model.Predict(input.AsMatrix(19), threaded.AsMatrix(5), engine);
        Assert.Equal(all, threaded);
        foreach (int row in (int[])[0, 255, 256, 599])
        {
            float[] alone = new float[5];
            model.Predict(input.AsMatrix(19).SliceRows(row, 1), alone.AsMatrix(5));
            Assert.Equal(all[(row * 5)..(row * 5 + 5)], alone);
        }
    }

    [Fact]
    public void Dense_layers_begin_as_in_PyTorch_within_one_over_the_root_of_their_inputs()
    {
        var model = Sequential.Mlp(100, [], 50);
        model.Initialize(new Random(1));
        float[] values = model.Values().ToArray();
        Assert.InRange(values.Max(), 0.0999, 0.1);
        Assert.InRange(values.Min(), -0.1, -0.0999);
        Assert.Equal(0, values.Average(), 0.002);
    }
}
