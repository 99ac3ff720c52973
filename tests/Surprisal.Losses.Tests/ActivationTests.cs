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

    [Fact]
    public void A_sure_row_keeps_its_digits()
    {
        float[] p = new float[2];
        Activations.LogSoftmax<float>(new float[] { 20, 0 }.AsMatrix(2), p.AsMatrix(2));
        Assert.Equal([-2.0611536e-9f, -20f], p);
        Activations.LogSoftmax<float>(new float[] { 95, 0 }.AsMatrix(2), p.AsMatrix(2));
        Assert.Equal((float)-Math.Exp(-95), p[0]); // subnormal
        double[] d = [0, 700];
        Activations.Softmax<double>(d.AsMatrix(2), d.AsMatrix(2));
        Assert.Equal(9.859676543759770e-305, d[0], 1e-318);
    }

    [Fact]
    public void A_row_of_which_infinity_takes_all_is_not_a_number_and_no_other_row_is_spoilt()
    {
        const float Infinity = float.PositiveInfinity, NaN = float.NaN;
        foreach (float[] bad in (float[][])[[Infinity, 0], [-Infinity, -Infinity], [Infinity, Infinity], [NaN, 0], [0, NaN]])
        {
            float[] z = [0, 0, .. bad, 0, 0], p = new float[6], log = new float[6];
            Activations.Softmax<float>(z.AsMatrix(2), p.AsMatrix(2));
            Activations.LogSoftmax<float>(z.AsMatrix(2), log.AsMatrix(2));
            Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], [.. p[..2], .. p[4..]]);
            Assert.True(float.IsNaN(p[2 + (bad[0] == 0 ? 1 : 0)]) && log[2..4].Any(float.IsNaN));
        }
        float[] q = new float[2];
        Activations.Softmax<float>(new float[] { -Infinity, 3 }.AsMatrix(2), q.AsMatrix(2));
        Assert.Equal([0, 1], q);
        Activations.LogSoftmax<float>(new float[] { -Infinity, 3 }.AsMatrix(2), q.AsMatrix(2));
        Assert.Equal([-Infinity, 0], q);
    }

    [Fact]
    public void The_sum_of_exponentials_may_be_infinite()
    {
        const double Infinity = double.PositiveInfinity;
        double[] sums = new double[5];
        Activations.LogSumExp<double>(new double[] { Infinity, 0, -Infinity, -Infinity, -Infinity, 2, Infinity, double.NaN, 1e300, 1e300 }.AsMatrix(2), sums);
        Assert.Equal([Infinity, -Infinity, 2, double.NaN, 1e300], sums);
    }

    [Fact]
    public void Sigmoids_reach_their_ends()
    {
        double[] z = [double.NegativeInfinity, -745, -40, 0, 40, double.PositiveInfinity, double.NaN], p = new double[7];
        Activations.Sigmoid<double>(z, p);
        Assert.Equal([0, 5e-324, Math.Exp(-40), 0.5, 1, 1, double.NaN], p);
        Activations.LogSigmoid<double>(z, p);
        Assert.Equal([double.NegativeInfinity, -745, -40, -Math.Log(2), -Math.Exp(-40), 0, double.NaN], p);
    }

    [Fact]
    public void Shares_of_sizes()
    {
        double[] p = new double[2];
        Activations.AbsNormalise<double>(new double[] { 1, -3 }.AsMatrix(2), p.AsMatrix(2));
        Assert.Equal([0.25, 0.75], p);
        Activations.AbsNormalise<double>(new double[] { 1.5e308, -1.5e308 }.AsMatrix(2), p.AsMatrix(2));
        Assert.Equal([0.5, 0.5], p);
        Activations.AbsNormalise<double>(new double[] { 0, 0 }.AsMatrix(2), p.AsMatrix(2));
        Assert.Equal([double.NaN, double.NaN], p);
    }

    [Fact]
    public void Hardmax_takes_the_first_maximum()
    {
        float[] p = [1, 3, 3, -1, float.NegativeInfinity, float.NegativeInfinity, 2, float.NaN, 5];
        Activations.Hardmax<float>(p.AsMatrix(3), p.AsMatrix(3));
        Assert.Equal([0, 1, 0, 1, 0, 0, 0, 1, 0], p);
    }

    [Fact]
    public void Other_numbers_than_floats_and_doubles_are_refused() // their bytes would be read as floats
    {
        Assert.Equal("logits of float or double expected, got Int32.", Assert.Throws<ArgumentException>(() => Activations.Softmax<int>(new int[2].AsMatrix(2), new int[2].AsMatrix(2))).Message);
        Assert.Throws<ArgumentException>(() => Activations.LogSumExp<Half>(new Half[2].AsMatrix(2), new Half[1]));
        Assert.Throws<ArgumentException>(() => Activations.Sigmoid<long>(new long[2], new long[2]));
    }

    [Fact]
    public void Nothing_stays_nothing()
    {
        Activations.Softmax(new ReadOnlyMatrixSpan<float>([], 0, 3), new MatrixSpan<float>([], 0, 3));
        Activations.Hardmax(new ReadOnlyMatrixSpan<float>([], 2, 0), new MatrixSpan<float>([], 2, 0));
        Activations.Sigmoid<double>([], []);
    }
}
