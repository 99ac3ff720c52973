namespace Surprisal.Numerics;

/// <summary>A value and its derivative: checks the slopes that a formula gives by hand.</summary>
/// <param name="Value">The number.</param>
/// <param name="Slope">Its derivative by the input that was seeded with slope 1.</param>
public readonly record struct Dual(double Value, double Slope) : ILane<Dual>
{
    /// <inheritdoc/>
    public static implicit operator Dual(double constant) => new(constant, 0);

    /// <inheritdoc/>
    public static Dual operator +(Dual left, Dual right) => new(left.Value + right.Value, left.Slope + right.Slope);

    /// <inheritdoc/>
    public static Dual operator -(Dual left, Dual right) => new(left.Value - right.Value, left.Slope - right.Slope);

    /// <inheritdoc/>
    public static Dual operator *(Dual left, Dual right) =>
        new(left.Value * right.Value, left.Slope * right.Value + left.Value * right.Slope);

    /// <inheritdoc/>
    public static Dual operator /(Dual left, Dual right) =>
        new(left.Value / right.Value, (left.Slope * right.Value - left.Value * right.Slope) / (right.Value * right.Value));

    /// <inheritdoc/>
    public static Dual operator -(Dual value) => new(-value.Value, -value.Slope);

    /// <inheritdoc/>
    public static Dual Exp(Dual x) => new(Math.Exp(x.Value), Real.Weigh(Math.Exp(x.Value), x.Slope).Value); // flat where it has reached 0, though the slope of a logarithm inside is infinite

    /// <inheritdoc/>
    public static Dual ExpM1(Dual x) => new(ScalarMath.ExpM1(x.Value), Math.Exp(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual Log(Dual x) => new(Math.Log(x.Value), x.Slope / x.Value);

    /// <inheritdoc/>
    public static Dual Log1P(Dual x) => new(ScalarMath.Log1P(x.Value), x.Slope / (1 + x.Value));

    /// <inheritdoc/>
    public static Dual Log1POrdinary(Dual x) => Log1P(x);

    /// <inheritdoc/>
    public static Dual Sqrt(Dual x) => new(Math.Sqrt(x.Value), x.Slope / (2 * Math.Sqrt(x.Value)));

    /// <inheritdoc/>
    public static Dual Abs(Dual x) => new(Math.Abs(x.Value), Math.Sign(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual Max(Dual x, Dual y) => x.Value >= y.Value ? x : y;

    /// <inheritdoc/>
    public static Dual Min(Dual x, Dual y) => x.Value <= y.Value ? x : y;

    /// <inheritdoc/>
    public static Dual Choose(Dual sign, Dual ifNegative, Dual otherwise) => sign.Value < 0 ? ifNegative : otherwise;

    /// <inheritdoc/>
    public static Dual Sign(Dual x) => new(Math.Sign(x.Value), 0);

    /// <inheritdoc/>
    public static Dual Weigh(Dual weight, Dual value) => weight.Value == 0 && weight.Slope == 0 && !double.IsNaN(value.Value) ? 0 : weight * value;

    /// <inheritdoc/>
    public static Logistic<Dual> Logistic(Dual x)
    {
        var at = Real.Logistic(x.Value);
        double p = at.Probability.Value, q = at.Complement.Value;
        return new(
            new(p, p * q * x.Slope), new(q, -p * q * x.Slope),
            new(at.Surprisal.Value, -q * x.Slope), new(at.ComplementSurprisal.Value, p * x.Slope));
    }

    /// <inheritdoc/>
    public Dual Note(string name) => this;
}
