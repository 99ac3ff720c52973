namespace Surprisal.Losses.Tests.Exactness;

readonly partial record struct DoubleDouble
{
    const int Halvings = 9; // brings an argument below 0.36 under 7.1e-4, where ten terms of the series are enough

    static readonly DoubleDouble s_ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    static readonly DoubleDouble s_third = (DoubleDouble)1 / 6, s_fourth = (DoubleDouble)1 / 24, s_fifth = (DoubleDouble)1 / 120;

    public static DoubleDouble Exp(DoubleDouble x)
    {
        if (double.IsNaN(x.High)) return x;
        if (x.High > 709.78) return PositiveInfinity;
        if (x.High < -746) return 0;
        int power = (int)Math.Round(x.High / s_ln2.High);
        var near = ExpM1Near(x - s_ln2 * power) + 1;
        return new(Math.ScaleB(near.High, power), Math.ScaleB(near.Low, power));
    }

    /// <summary>eˣ − 1 with all its digits near 0.</summary>
    public static DoubleDouble ExpM1(DoubleDouble x) => Math.Abs(x.High) < 0.36 ? ExpM1Near(x) : Exp(x) - 1;

    public static DoubleDouble Log(DoubleDouble x)
    {
        if (!(x.High > 0)) return x.High == 0 ? double.NegativeInfinity : NaN;
        if (double.IsInfinity(x.High)) return x;
        int power = Math.ILogB(x.High * Math.Sqrt(2)); // the rest lies in [√½, √2), so that its logarithm cannot cancel the power's
        if (power < -1000) return Log(new(Math.ScaleB(x.High, 200), Math.ScaleB(x.Low, 200))) - s_ln2 * 200;
        return Log1PNear(new DoubleDouble(Math.ScaleB(x.High, -power), Math.ScaleB(x.Low, -power)) - 1) + s_ln2 * power;
    }

    /// <summary>log(1 + x) with all its digits near 0.</summary>
    public static DoubleDouble Log1P(DoubleDouble x) => x.High is > -0.29 and < 0.41 ? Log1PNear(x) : Log(1 + x);

    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        if (x.High == 0 || !double.IsFinite(x.High)) return Math.Sqrt(x.High);
        double root = Math.Sqrt(x.High);
        return root + (x - (DoubleDouble)root * root) / (2 * root);
    }

    /// <summary>xᵉˣᵖᵒⁿᵉⁿᵗ for x ≥ 0; 0⁰ = 1.</summary>
    public static DoubleDouble Pow(DoubleDouble x, double exponent)
    {
        if (exponent is >= 0 and <= 8 && exponent == Math.Floor(exponent))
        {
            DoubleDouble product = 1;
            for (int i = 0; i < exponent; i++) product *= x;
            return product;
        }
        return Exp(exponent * Log(x));
    }

    /// <summary>Series for a small part of x, then e²ˣ − 1 = 2(eˣ − 1) + (eˣ − 1)² as often as x was halved: no digit is lost on the way.</summary>
    static DoubleDouble ExpM1Near(DoubleDouble x)
    {
        var part = new DoubleDouble(Math.ScaleB(x.High, -Halvings), Math.ScaleB(x.Low, -Halvings));
        double r = part.High;
        double tail = (1 / 720.0) + r * ((1 / 5040.0) + r * ((1 / 40320.0) + r * ((1 / 362880.0) + r / 3628800))); // x⁵ times this is below 2e-19 of x
        var sum = part + part * part * (0.5 + part * (s_third + part * (s_fourth + part * (s_fifth + part * tail))));
        for (int i = 0; i < Halvings; i++) sum = 2 * sum + sum * sum;
        return sum;
    }

    /// <summary>One step of Halley's method on e^y − 1 = x from a double that is right to 15 digits: the error is cubed.</summary>
    static DoubleDouble Log1PNear(DoubleDouble x)
    {
        if (x.High == 0) return x;
        double shifted = 1 + x.High;
        double guess = shifted == 1 ? x.High : Math.Log(shifted) * (x.High / (shifted - 1));
        var power = ExpM1Near(guess);
        return guess + 2 * (x - power) / (2 + x + power);
    }
}
