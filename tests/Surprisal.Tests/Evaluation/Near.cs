namespace Surprisal.Tests;

/// <summary>The one tolerance of figures that two programs compute in double: a few roundings of a sum of some dozen terms.</summary>
static class Near
{
    const double Tolerance = 1e-13;

    public static void Equal(double expected, double actual) => Assert.InRange(actual, expected - Tolerance, expected + Tolerance);
}
