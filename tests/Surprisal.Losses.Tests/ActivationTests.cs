using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

public class ActivationTests
{
    [Fact]
    public void Softmax_makes_each_row_a_distribution()
    {
        float[] p = new float[4];
        Activations.Apply(OutputActivation.Softmax, new float[] { 0, MathF.Log(3), 100, 0 }.AsMatrix(2), p.AsMatrix(2));
        Assert.Equal(0.25, p[0], 1e-7);
        Assert.Equal(0.75, p[1], 1e-7);
        Assert.Equal(1, p[2]);
        Assert.Equal(Math.Exp(-100), p[3], 1e-45); // subnormal, to its last bit: not cut to 0 before it must be
    }

    [Fact]
    public void Sigmoid_looks_at_each_logit_alone_and_may_overwrite_the_logits()
    {
        float[] z = [0, MathF.Log(3), -1000];
        Activations.Apply(OutputActivation.Sigmoid, z.AsMatrix(3), z.AsMatrix(3));
        Assert.Equal(0.5, z[0]);
        Assert.Equal(0.75, z[1], 1e-7);
        Assert.Equal(0, z[2]);
    }

    [Fact]
    public void Identity_copies() // so that a loss without probabilities still predicts
    {
        float[] p = new float[2];
        Activations.Apply(OutputActivation.Identity, new float[] { -3, 7 }.AsMatrix(2), p.AsMatrix(2));
        Assert.Equal([-3, 7], p);
    }

    [Fact]
    public void Another_shape_is_refused() => Assert.Equal(
        "probabilities must have the shape of the logits, 1 × 2, got 2 × 1.",
        Assert.Throws<ArgumentException>(() => Activations.Apply(OutputActivation.Softmax, new float[2].AsMatrix(2), new float[2].AsMatrix(1))).Message);
}
