namespace Surprisal.Numerics;

/// <summary>A lane of <see cref="Count"/> neighbouring numbers in memory, held in one register.</summary>
/// <typeparam name="V">The lane itself.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Memory is given by pointer: the caller pins it once per batch, because masked loads exist for pointers only.</remarks>
public unsafe interface ISimdLane<V, T> : ILane<V>
    where V : struct, ISimdLane<V, T>
    where T : unmanaged
{
    /// <summary>How many numbers one register holds.</summary>
    static abstract int Count { get; }

    /// <summary>2⁶⁴ for float, 2⁵¹² for double: see <see cref="ExpBiased(V, V)"/>.</summary>
    static abstract double Bias { get; }

    /// <summary>Reads <see cref="Count"/> numbers.</summary>
    static abstract V Load(T* source);

    /// <summary>Reads the first <paramref name="count"/> numbers and nothing behind them; the rest of the lane is <paramref name="fill"/>.</summary>
    static abstract V LoadFirst(T* source, int count, double fill);

    /// <summary>Reads <see cref="Count"/> numbers of either type: floats on a lane of doubles lose nothing.</summary>
    static abstract V Read<TMemory>(TMemory* source)
        where TMemory : unmanaged;

    /// <summary>Writes <see cref="Count"/> numbers of either type, rounded once.</summary>
    void Write<TMemory>(TMemory* destination)
        where TMemory : unmanaged;

    /// <summary>Writes <see cref="Count"/> numbers.</summary>
    void Store(T* destination);

    /// <summary>Writes the first <paramref name="count"/> numbers and nothing behind them.</summary>
    void StoreFirst(T* destination, int count);

    /// <summary>a·b + c, rounded once where the hardware can.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary><paramref name="value"/>, but 0 where <paramref name="x"/> &lt; <paramref name="limit"/>.</summary>
    static abstract V ZeroBelow(V value, V x, V limit);

    /// <summary>1 where x is an ordinary number other than 0, else 0.</summary>
    static abstract V Finite(V x);

    /// <summary><paramref name="value"/>, but 0 where <paramref name="x"/> is 0.</summary>
    static abstract V ZeroAtZero(V value, V x);

    /// <summary>x as Mantissa·2^Exponent with the mantissa in [√½, √2). Of 0: 1 and −∞, of ∞: 1 and ∞, of negative numbers and NaN: NaN.</summary>
    static abstract (V Mantissa, V Exponent) Split(V x);

    /// <summary><see cref="Split"/> of an ordinary number above 0; of any other, anything.</summary>
    static abstract (V Mantissa, V Exponent) SplitOrdinary(V x);

    /// <summary>x·2ⁿ for whole n of up to twice the exponents of ordinary numbers, rounded once.</summary>
    static abstract V Scale(V x, V n);

    /// <summary>2ⁿ for whole n whose power is an ordinary number; anything for others.</summary>
    static abstract V PowerOfTwo(V n);

    /// <summary>2ⁿ from the bits of a float that holds n + exponent bias in the lowest bits of its mantissa.</summary>
    static abstract V PowerFromBits(V shifted);

    /// <summary>a − b as an unevaluated sum: High is the rounded difference, Low what rounding took away.</summary>
    static abstract (V High, V Low) Difference(V a, V b);

    /// <summary>
    /// exp(high + low)·<see cref="Bias"/> for high ≤ 0. The bias keeps results that would be subnormal at full precision;
    /// it cancels in every ratio, and so costs nothing.
    /// </summary>
    static abstract V ExpBiased(V high, V low);

    /// <inheritdoc cref="ExpBiased(V, V)"/>
    static abstract V ExpBiased(V x);

    /// <summary>What <see cref="ExpRelative(V, V)"/> needs to know of the largest number of a row.</summary>
    /// <param name="max">Less than 2¹⁴ in size.</param>
    static abstract V Reference(V max);

    /// <summary>
    /// eˣ·<see cref="Bias"/>/2ᴺ, where 2ᴺ is the power of two next to the e^max that <paramref name="reference"/> was made of. Nothing is subtracted from x, so nothing
    /// is rounded away, and the factor cancels in every ratio. Valid down to max − 131; smaller numbers give anything.
    /// </summary>
    static abstract V ExpRelative(V x, V reference);

    /// <summary>
    /// <see cref="ExpRelative(V, V)"/> of four registers, in place, each step of all four before the next: the same bits, and twice as fast where many registers
    /// follow, because the processor looks only some hundred instructions ahead for one that need not wait.
    /// </summary>
    static abstract void ExpRelative(ref V a, ref V b, ref V c, ref V d, V reference);

    /// <summary>The first <paramref name="count"/> numbers of x, then zeros.</summary>
    static abstract V KeepFirst(V x, int count);

    /// <summary>The number at <paramref name="position"/>.</summary>
    static abstract double At(V x, int position);

    /// <summary>The position of the first number equal to <paramref name="value"/>, or −1.</summary>
    static abstract int FirstEqual(V x, double value);

    /// <summary>The sum of all numbers, added in double.</summary>
    static abstract double Sum(V x);

    /// <summary>The largest number.</summary>
    static abstract double Largest(V x);
}
