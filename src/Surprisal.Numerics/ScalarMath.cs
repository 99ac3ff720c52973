namespace Surprisal.Numerics;

/// <summary>Double functions that the base library computes naively: its LogP1 is Log(1 + x) and its ExpM1 is Exp(x) − 1.</summary>
public static class ScalarMath
{
    /// <summary>log(1 + x) with all digits for small x.</summary>
    public static double Log1P(double x)
    {
        double u = 1 + x;
        // x/(u − 1) puts back the digits that 1 + x rounded away (Kahan); infinities pass through.
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>eˣ − 1 with all digits for small x.</summary>
    public static double ExpM1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1) return x;
        double difference = u - 1;
        return difference == -1 || double.IsInfinity(u) ? difference : difference * (x / Math.Log(u));
    }
}
