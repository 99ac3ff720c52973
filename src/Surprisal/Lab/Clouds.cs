using MathNet.Numerics.Distributions;

namespace Surprisal;

/// <summary>Classes that are mixtures of round normal clouds in the plane: p(x|y), and so p(y|x), is a sum of exponentials.</summary>
static class Clouds
{
    const int CloudsOfMoon = 16;

    /// <summary>Equally likely classes; each of equally likely clouds around these centres.</summary>
    public static KnownTruth Truth(string name, string summary, string[] names, double width, (double X, double Y)[][] centres, bool isLinear) => KnownTruth.OfClasses(
        name, summary, 2, names, (random, x) => Draw(random, centres, width, x), (x, p) => Posterior(centres, width, x, p), isLinear);

    /// <summary>The centres along half a circle of radius 1.</summary>
    public static (double X, double Y)[] Moon(double x, double y, int up)
    {
        var centres = new (double X, double Y)[CloudsOfMoon];
        for (int i = 0; i < centres.Length; i++)
        {
            double angle = Math.PI * (i + 0.5) / centres.Length;
            centres[i] = (x + Math.Cos(angle), y + up * Math.Sin(angle));
        }

        return centres;
    }

    static void Draw(Random random, (double X, double Y)[][] centres, double width, Span<double> x)
    {
        var own = centres[random.Next(centres.Length)];
        var (centreX, centreY) = own[random.Next(own.Length)];
        x[0] = Normal.Sample(random, centreX, width);
        x[1] = Normal.Sample(random, centreY, width);
    }

    static void Posterior((double X, double Y)[][] centres, double width, ReadOnlySpan<double> x, Span<double> p)
    {
        // From the nearest centre on: its exponential is 1, and no row is so far off that all of them vanish.
        double nearest = double.PositiveInfinity, sum = 0;
        foreach (var own in centres)
            foreach (var centre in own) nearest = Math.Min(nearest, Distance(centre, x));
        for (int k = 0; k < p.Length; k++)
        {
            double density = 0;
            foreach (var centre in centres[k]) density += Math.Exp((nearest - Distance(centre, x)) / (2 * width * width));
            sum += p[k] = density / centres[k].Length;
        }

        foreach (ref double share in p) share /= sum;
    }

    static double Distance((double X, double Y) centre, ReadOnlySpan<double> x) =>
        (x[0] - centre.X) * (x[0] - centre.X) + (x[1] - centre.Y) * (x[1] - centre.Y);
}
