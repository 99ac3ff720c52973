using System.Numerics;

namespace Surprisal.Numerics;

/// <summary>
/// A number that a loss formula can be read on: SIMD registers, a double, a dual number, a number that tells its story.
/// Beside these operations it has +, −, ·, / and constants.
/// </summary>
/// <typeparam name="V">The lane itself.</typeparam>
public interface ILane<V> :
    IAdditionOperators<V, V, V>, ISubtractionOperators<V, V, V>, IMultiplyOperators<V, V, V>,
    IDivisionOperators<V, V, V>, IUnaryNegationOperators<V, V>
    where V : struct, ILane<V>
{
    /// <summary>A constant, the same in every position of the lane.</summary>
    static abstract implicit operator V(double constant);

    /// <summary>eˣ; 0 and +∞ where the result leaves the number range.</summary>
    static abstract V Exp(V x);

    /// <summary>eˣ − 1, with all its digits where x is near 0.</summary>
    static abstract V ExpM1(V x);

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    static abstract V Log(V x);

    /// <summary>log(1 + x), with all its digits where x is near 0.</summary>
    static abstract V Log1P(V x);

    /// <summary>The same for 0 ≤ x &lt; 2¹⁰⁰⁰ (of floats 2¹²⁰) alone, in two thirds of the time. NaN stays.</summary>
    static abstract V Log1POrdinary(V x);

    /// <summary>√x.</summary>
    static abstract V Sqrt(V x);

    /// <summary>|x|.</summary>
    static abstract V Abs(V x);

    /// <summary>The larger of both.</summary>
    static abstract V Max(V x, V y);

    /// <summary>The smaller of both.</summary>
    static abstract V Min(V x, V y);

    /// <summary><paramref name="ifNegative"/> where <paramref name="sign"/> &lt; 0, else <paramref name="otherwise"/>.</summary>
    static abstract V Choose(V sign, V ifNegative, V otherwise);

    /// <summary>−1, 0 or 1: the slope of |x|, which is 0 at the kink.</summary>
    static abstract V Sign(V x);

    /// <summary>weight·value, and 0 where the weight is 0 even if the value is infinite: the convention 0·log 0 = 0. NaN stays NaN.</summary>
    static abstract V Weigh(V weight, V value);

    /// <summary>σ(x), 1 − σ(x) and both surprisals from one exponential, without cancellation or overflow.</summary>
    static abstract Logistic<V> Logistic(V x);

    /// <summary>Names an intermediate value for the explanation; compiles to nothing on every other lane.</summary>
    /// <param name="name">A literal: an interpolated text would be built in the kernel.</param>
    V Note(string name);
}
