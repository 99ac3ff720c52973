namespace Surprisal.Numerics;

/// <summary>One double: the reference that kernels are tested against.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Real(double Value) : ILane<Real>
{
    /// <inheritdoc/>
    public static implicit operator Real(double constant) => new(constant);

    /// <inheritdoc/>
    public static Real operator +(Real left, Real right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static Real operator -(Real left, Real right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static Real operator *(Real left, Real right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public static Real operator /(Real left, Real right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    public static Real operator -(Real value) => new(-value.Value);

    /// <inheritdoc/>
    public static Real Exp(Real x) => new(Math.Exp(x.Value));

    /// <inheritdoc/>
    public static Real ExpM1(Real x) => new(ScalarMath.ExpM1(x.Value));

    /// <inheritdoc/>
    public static Real Log(Real x) => new(Math.Log(x.Value));

    /// <inheritdoc/>
    public static Real Log1P(Real x) => new(ScalarMath.Log1P(x.Value));

    /// <inheritdoc/>
    public static Real Log1POrdinary(Real x) => Log1P(x);

    /// <inheritdoc/>
    public static Real Sqrt(Real x) => new(Math.Sqrt(x.Value));

    /// <inheritdoc/>
    public static Real Abs(Real x) => new(Math.Abs(x.Value));

    /// <inheritdoc/>
    public static Real Max(Real x, Real y) => new(Math.Max(x.Value, y.Value));

    /// <inheritdoc/>
    public static Real Min(Real x, Real y) => new(Math.Min(x.Value, y.Value));

    /// <inheritdoc/>
    public static Real Choose(Real sign, Real ifNegative, Real otherwise) => sign.Value < 0 ? ifNegative : otherwise;

    /// <inheritdoc/>
    public static Real Sign(Real x) => new(double.IsNaN(x.Value) ? double.NaN : Math.Sign(x.Value));

    /// <inheritdoc/>
    public static Real Weigh(Real weight, Real value) => new(weight.Value == 0 && !double.IsNaN(value.Value) ? 0 : weight.Value * value.Value);

    /// <inheritdoc/>
    public static Logistic<Real> Logistic(Real x)
    {
        double e = Math.Exp(-Math.Abs(x.Value)), log1P = ScalarMath.Log1P(e), large = 1 / (1 + e), small = e / (1 + e);
        return new(
            x.Value < 0 ? small : large, x.Value < 0 ? large : small,
            Math.Max(-x.Value, 0) + log1P, Math.Max(x.Value, 0) + log1P);
    }

    /// <inheritdoc/>
    public Real Note(string name) => this;
}
