namespace Surprisal.Losses.Tests;

static class AssertClose
{
    /// <summary>The one tolerance: 2e-6 of the value, or of 1 for smaller ones. Float32 results carry 6e-8, numerical slopes of the textbook formula 1e-9.</summary>
    public static void Equal(double expected, double actual) => Assert.Equal(expected, actual, 2e-6 * Math.Max(1, Math.Abs(expected)));

    /// <summary>For doubles against doubles: rounding of a few operations.</summary>
    public static void EqualDoubles(double expected, double actual) => Assert.Equal(expected, actual, 1e-13 * Math.Max(1, Math.Abs(expected)));

    /// <summary>How many floats lie between the two.</summary>
    public static double Ulps(double expected, float actual)
    {
        float near = (float)expected;
        double step = MathF.BitIncrement(Math.Abs(near)) - (double)Math.Abs(near);
        return Math.Abs(expected - actual) / step;
    }
}
