namespace Surprisal.Losses.Tests.Exactness;

/// <summary>A number of about 32 digits, the unevaluated sum of two doubles: what the oracle calculates with.</summary>
/// <param name="High">The number, rounded.</param>
/// <param name="Low">What rounding left out; 0 where <paramref name="High"/> is not finite.</param>
/// <remarks>The algorithms of Dekker 1971 and of Hida, Li and Bailey 2001 (the QD library), with fused multiply-add for exact products.</remarks>
readonly partial record struct DoubleDouble(double High, double Low)
{
    public static readonly DoubleDouble PositiveInfinity = new(double.PositiveInfinity, 0);
    public static readonly DoubleDouble NaN = new(double.NaN, 0);

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static explicit operator double(DoubleDouble value) => value.High;

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var (high, error) = ExactSum(a.High, b.High);
        if (!double.IsFinite(high)) return high;
        var (low, lowError) = ExactSum(a.Low, b.Low);
        var sum = Renormalised(high, error + low);
        return Renormalised(sum.High, sum.Low + lowError);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High;
        if (!double.IsFinite(product)) return product;
        double error = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Renormalised(product, error + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double first = a.High / b.High;
        if (!double.IsFinite(first) || double.IsInfinity(b.High)) return first;
        var rest = a - b * first;
        double second = rest.High / b.High;
        rest -= b * second;
        return Renormalised(first, second) + rest.High / b.High;
    }

    public static bool operator <(DoubleDouble a, DoubleDouble b) => a.High < b.High || (a.High == b.High && a.Low < b.Low);

    public static bool operator >(DoubleDouble a, DoubleDouble b) => b < a;

    public static bool operator <=(DoubleDouble a, DoubleDouble b) => a.High < b.High || (a.High == b.High && a.Low <= b.Low);

    public static bool operator >=(DoubleDouble a, DoubleDouble b) => b <= a;

    public static DoubleDouble Abs(DoubleDouble value) => value.High < 0 ? -value : value;

    public static DoubleDouble Max(DoubleDouble a, DoubleDouble b) => a < b ? b : a;

    public static int Sign(DoubleDouble value) => Math.Sign(value.High);

    /// <summary>The product where zero hides infinity: 0·log 0 = 0.</summary>
    public static DoubleDouble Weigh(DoubleDouble weight, DoubleDouble value) => weight.High == 0 ? 0 : weight * value;

    public override string ToString() => FormattableString.Invariant($"{High:R}");

    /// <summary>The sum and its rounding error, for any order of magnitudes (Knuth).</summary>
    static (double Sum, double Error) ExactSum(double a, double b)
    {
        double sum = a + b, rounded = sum - a;
        return (sum, (a - (sum - rounded)) + (b - rounded));
    }

    /// <summary>The same pair without overlap, for |low| ≤ |high|.</summary>
    static DoubleDouble Renormalised(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }
}
