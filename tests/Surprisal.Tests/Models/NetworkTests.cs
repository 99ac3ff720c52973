using Surprisal.Numerics;

namespace Surprisal.Tests;

public class NetworkTests
{
    [Fact]
    public void All_that_is_learnt_lies_in_one_buffer()
    {
        var model = new Network(Architecture.Mlp(4, [8, 6], 3));
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"], model.Parameters.Select(p => p.Name));
        Assert.Equal([4, 8], model.Parameters[0].Shape);
        Assert.Equal([0, 32, 40, 88, 94, 112], model.Parameters.Select(p => p.Start));
        Assert.Equal(4 * 8 + 8 + 8 * 6 + 6 + 6 * 3 + 3, model.Values().Length);
    }

    [Fact]
    public void A_row_has_the_same_logits_alone_and_among_others_on_any_number_of_threads()
    {
        var model = new Network(Architecture.Mlp(19, [33], 5));
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
}
