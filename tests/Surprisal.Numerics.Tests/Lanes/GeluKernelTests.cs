namespace Surprisal.Numerics.Tests;

public class GeluKernelTests
{
    // x, x·Φ(x), Φ(x) + x·φ(x): by mpmath with 30 digits.
    static readonly (float X, double Value, double Slope)[] s_exact =
    [
        (-13, -7.95231371941e-38, -1.03373044401e-36),
        (-12, -2.13177853449e-32, -2.55789566167e-31),
        (-10.5f, -4.5349566337e-25, -4.76095430687e-24),
        (-8, -4.97676845942e-15, -3.97960726109e-14),
        (-7.0625f, -5.77477021431e-12, -4.07544036973e-11),
        (-6, -5.91952587023e-9, -3.54687094539e-8),
        (-4, -0.000126684967332, -0.000503649661226),
        (-2.5f, -0.0155241633144, -0.0376110859081),
        (-1, -0.158655253931, -0.0833154705877),
        (-0.75f, -0.169970514283, 0.000774278260765),
        (-0.001953125f, -0.000975040656941, 0.498441633699),
        (0, 0, 0.5),
        (0.3125f, 0.194584287022, 0.741398032907),
        (3, 2.99595030591, 1.0119456472),
        (8, 8, 1),
    ];

    [Fact]
    public void Values_and_slopes_are_within_four_ulp_also_far_below_zero()
    {
        float[] x = [.. s_exact.Select(e => e.X)], values = Values(x), slopes = Slopes(x, [.. x.Select(_ => 1f)]);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.InRange(Ulps(s_exact[i].Value, values[i]), 0, 4);
            Assert.InRange(Ulps(s_exact[i].Slope, slopes[i]), 0, 4);
        }
    }

    [Fact]
    public void Where_nothing_is_left_it_is_zero_or_the_number_itself()
    {
        Assert.Equal([0, 100, float.PositiveInfinity, float.NaN], Values([-100, 100, float.PositiveInfinity, float.NaN]));
        Assert.Equal([0, 1, float.NaN], Slopes([-100, 100, float.NaN], [1, 1, 1]));
    }

    [Fact]
    public void A_number_has_the_same_bits_at_any_place_of_any_number_of_them()
    {
        // None, less than a register, registers, and a rest.
        for (int count = 0; count <= 35; count++)
        {
            float[] x = [.. Enumerable.Range(0, count).Select(i => (i - 17) / 4f)], by = [.. x.Select(v => 1 - v)];
            float[] values = Values(x), slopes = Slopes(x, by);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(Values([x[i]])[0], values[i]);
                Assert.Equal(Slopes([x[i]], [by[i]])[0], slopes[i]);
            }
        }
    }

    [Fact]
    public void Operands_of_other_lengths_are_refused()
    {
        Assert.Equal("room for 2 results expected, one per number, got 1.", Assert.Throws<ArgumentException>(() => GeluKernel.Values([1, 2], new float[1])).Message);
        Assert.Equal("2 gradients expected, one per number, got 0.", Assert.Throws<ArgumentException>(() => GeluKernel.Slopes([1, 2], [], new float[2])).Message);
    }

    static float[] Values(float[] x)
    {
        float[] results = new float[x.Length];
        GeluKernel.Values(x, results);
        return results;
    }

    static float[] Slopes(float[] x, float[] gradient)
    {
        float[] results = new float[x.Length];
        GeluKernel.Slopes(x, gradient, results);
        return results;
    }

    static double Ulps(double expected, float actual)
    {
        float size = (float)Math.Abs(expected);
        return Math.Abs(expected - actual) / (MathF.BitIncrement(size) - (double)size);
    }
}
