namespace Surprisal.Numerics;

/// <summary>One line of an explanation: what was computed and what came out.</summary>
/// <param name="Text">The quantity, such as <c>p = σ(z)</c>.</param>
/// <param name="Value">Its value; losses in nats.</param>
public readonly record struct Step(string Text, double Value);

/// <summary>A double that writes every named intermediate into a story: the explanation. It computes what one lane of a kernel would, to the bit.</summary>
/// <param name="Value">The number.</param>
/// <param name="Story">Where named values are written; null tells nothing.</param>
public readonly record struct Told(double Value, ICollection<Step>? Story = null) : ILane<Told>
{
    /// <inheritdoc/>
    public static implicit operator Told(double constant) => new(constant);

    /// <inheritdoc/>
    public static Told operator +(Told left, Told right) => new(left.Value + right.Value, left.Story ?? right.Story);

    /// <inheritdoc/>
    public static Told operator -(Told left, Told right) => new(left.Value - right.Value, left.Story ?? right.Story);

    /// <inheritdoc/>
    public static Told operator *(Told left, Told right) => new(left.Value * right.Value, left.Story ?? right.Story);

    /// <inheritdoc/>
    public static Told operator /(Told left, Told right) => new(left.Value / right.Value, left.Story ?? right.Story);

    /// <inheritdoc/>
    public static Told operator -(Told value) => value with { Value = -value.Value };

    /// <inheritdoc/>
    public static Told Exp(Told x) => x with { Value = RegisterMath.Exp(x.Value) };

    /// <inheritdoc/>
    public static Told ExpM1(Told x) => x with { Value = RegisterMath.ExpM1(x.Value) };

    /// <inheritdoc/>
    public static Told Log(Told x) => x with { Value = RegisterMath.Log(x.Value) };

    /// <inheritdoc/>
    public static Told Log1P(Told x) => x with { Value = RegisterMath.Log1P(x.Value) };

    /// <inheritdoc/>
    public static Told Sqrt(Told x) => x with { Value = Math.Sqrt(x.Value) };

    /// <inheritdoc/>
    public static Told Abs(Told x) => x with { Value = Math.Abs(x.Value) };

    /// <inheritdoc/>
    public static Told Max(Told x, Told y) => new(Math.Max(x.Value, y.Value), x.Story ?? y.Story);

    /// <inheritdoc/>
    public static Told Min(Told x, Told y) => new(Math.Min(x.Value, y.Value), x.Story ?? y.Story);

    /// <inheritdoc/>
    public static Told Choose(Told sign, Told ifNegative, Told otherwise) => new((sign.Value < 0 ? ifNegative : otherwise).Value, sign.Story ?? ifNegative.Story ?? otherwise.Story);

    /// <inheritdoc/>
    public static Told Sign(Told x) => x with { Value = Real.Sign(x.Value).Value };

    /// <inheritdoc/>
    public static Told Weigh(Told weight, Told value) => new(Real.Weigh(weight.Value, value.Value).Value, weight.Story ?? value.Story);

    /// <inheritdoc/>
    public static Logistic<Told> Logistic(Told x)
    {
        var (p, q, surprisal, complementSurprisal) = RegisterMath.Logistic(x.Value);
        return new(x with { Value = p }, x with { Value = q }, x with { Value = surprisal }, x with { Value = complementSurprisal });
    }

    /// <inheritdoc/>
    public Told Note(string name)
    {
        Story?.Add(new(name, Value));
        return this;
    }
}
