using System.Numerics;

namespace Surprisal.Numerics;

/// <summary>One line of an explanation: what was computed and what came out.</summary>
/// <param name="Text">The quantity, such as <c>p = σ(z)</c>.</param>
/// <param name="Value">Its value; losses in nats.</param>
public readonly record struct Step(string Text, double Value);

/// <summary>A number that writes every named intermediate into a story: the explanation. It computes what one lane of a kernel would, to the bit.</summary>
/// <typeparam name="T">What the kernel's lanes hold: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Value">The number.</param>
/// <param name="Story">Where named values are written; null tells nothing.</param>
public readonly record struct Told<T>(T Value, ICollection<Step>? Story = null) : ILane<Told<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static implicit operator Told<T>(double constant) => new(Number.FromDouble<T>(constant));

    /// <inheritdoc/>
    public static Told<T> operator +(Told<T> left, Told<T> right) => new(left.Value + right.Value, left.Story ?? right.Story);

    /// <inheritdoc/>
    public static Told<T> operator -(Told<T> left, Told<T> right) => new(left.Value - right.Value, left.Story ?? right.Story);

    /// <inheritdoc/>
    public static Told<T> operator *(Told<T> left, Told<T> right) => new(left.Value * right.Value, left.Story ?? right.Story);

    /// <inheritdoc/>
    public static Told<T> operator /(Told<T> left, Told<T> right) => new(left.Value / right.Value, left.Story ?? right.Story);

    /// <inheritdoc/>
    public static Told<T> operator -(Told<T> value) => value with { Value = -value.Value };

    /// <inheritdoc/>
    public static Told<T> Exp(Told<T> x) => x with { Value = RegisterMath.Exp(x.Value) };

    /// <inheritdoc/>
    public static Told<T> ExpM1(Told<T> x) => x with { Value = RegisterMath.ExpM1(x.Value) };

    /// <inheritdoc/>
    public static Told<T> Log(Told<T> x) => x with { Value = RegisterMath.Log(x.Value) };

    /// <inheritdoc/>
    public static Told<T> Log1P(Told<T> x) => x with { Value = RegisterMath.Log1P(x.Value) };

    /// <inheritdoc/>
    public static Told<T> Log1POrdinary(Told<T> x) => x with { Value = RegisterMath.Log1POrdinary(x.Value) };

    /// <inheritdoc/>
    public static Told<T> Sqrt(Told<T> x) => x with { Value = T.Sqrt(x.Value) };

    /// <inheritdoc/>
    public static Told<T> Abs(Told<T> x) => x with { Value = T.Abs(x.Value) };

    /// <inheritdoc/>
    public static Told<T> Max(Told<T> x, Told<T> y) => new(T.Max(x.Value, y.Value), x.Story ?? y.Story);

    /// <inheritdoc/>
    public static Told<T> Min(Told<T> x, Told<T> y) => new(T.Min(x.Value, y.Value), x.Story ?? y.Story);

    /// <inheritdoc/>
    public static Told<T> Choose(Told<T> sign, Told<T> ifNegative, Told<T> otherwise) => new((sign.Value < T.Zero ? ifNegative : otherwise).Value, sign.Story ?? ifNegative.Story ?? otherwise.Story);

    /// <inheritdoc/>
    public static Told<T> Sign(Told<T> x) => T.IsNaN(x.Value) ? x : x with { Value = T.CreateTruncating(T.Sign(x.Value)) };

    /// <inheritdoc/>
    public static Told<T> Weigh(Told<T> weight, Told<T> value) => new(weight.Value == T.Zero && !T.IsNaN(value.Value) ? T.Zero : weight.Value * value.Value, weight.Story ?? value.Story);

    /// <inheritdoc/>
    public static Logistic<Told<T>> Logistic(Told<T> x)
    {
        var (p, q, surprisal, complementSurprisal) = RegisterMath.Logistic(x.Value);
        return new(x with { Value = p }, x with { Value = q }, x with { Value = surprisal }, x with { Value = complementSurprisal });
    }

    /// <inheritdoc/>
    public Told<T> Note(string name)
    {
        Story?.Add(new(name, Number.ToDouble(Value)));
        return this;
    }
}
