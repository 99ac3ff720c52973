using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Numerics;

/// <summary>Four floats or two doubles in one 128-bit register.</summary>
public readonly unsafe struct Lane128<T>(Vector128<T> value) : ISimdLane<Lane128<T>, T>
    where T : unmanaged
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    readonly Vector128<T> _value = value;

    internal Vector128<T> Register => _value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector128<T>.Count;
    }

    /// <inheritdoc/>
    public static double Bias
    {
        [MethodImpl(Inline)]
        get => VectorExp.Bias<T>();
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Load(T* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> LoadFirst(T* source, int count, double fill)
    {
        if (Avx.IsSupported)
        {
            var mask = First(count);
            return typeof(T) == typeof(float)
                ? new(Vector128.ConditionalSelect(mask.AsSingle(), Avx.MaskLoad((float*)source, mask.AsSingle()), Vector128.Create((float)fill)).As<float, T>())
                : new(Vector128.ConditionalSelect(mask.AsDouble(), Avx.MaskLoad((double*)source, mask.AsDouble()), Vector128.Create(fill)).As<double, T>());
        }
        var lane = ((Lane128<T>)fill)._value;
        for (int i = 0; i < count; i++) lane = lane.WithElement(i, source[i]);
        return new(lane);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Read<TMemory>(TMemory* source)
        where TMemory : unmanaged
    {
        if (typeof(T) == typeof(TMemory)) return Load((T*)source);
        var two = Vector128.CreateScalarUnsafe(*(double*)source).AsSingle(); // two floats in one load
        return new(Vector128.WidenLower(two).As<double, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Write<TMemory>(TMemory* destination)
        where TMemory : unmanaged
    {
        if (typeof(T) == typeof(TMemory)) Store((T*)destination);
        else *(double*)destination = Vector128.Narrow(_value.AsDouble(), _value.AsDouble()).AsDouble().ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Store(T* destination) => _value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void StoreFirst(T* destination, int count)
    {
        if (Avx.IsSupported)
        {
            if (typeof(T) == typeof(float)) Avx.MaskStore((float*)destination, First(count).AsSingle(), _value.AsSingle());
            else Avx.MaskStore((double*)destination, First(count).AsDouble(), _value.AsDouble());
            return;
        }
        for (int i = 0; i < count; i++) destination[i] = _value.GetElement(i);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static implicit operator Lane128<T>(double constant) => typeof(T) == typeof(float)
        ? new(Vector128.Create((float)constant).As<float, T>())
        : new(Vector128.Create(constant).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> operator +(Lane128<T> left, Lane128<T> right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> operator -(Lane128<T> left, Lane128<T> right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> operator *(Lane128<T> left, Lane128<T> right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> operator /(Lane128<T> left, Lane128<T> right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> operator -(Lane128<T> value) => new(-value._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> MultiplyAdd(Lane128<T> a, Lane128<T> b, Lane128<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector128.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    // The native forms return their second operand when one is NaN on x86: x goes there, so that its NaN stays.

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Max(Lane128<T> x, Lane128<T> y) => new(Vector128.MaxNative(y._value, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Min(Lane128<T> x, Lane128<T> y) => new(Vector128.MinNative(y._value, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Abs(Lane128<T> x) => new(Vector128.Abs(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Sign(Lane128<T> x) => Choose(x, -1, Choose(-x, 1, x)); // 0 and NaN stay as they are

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Weigh(Lane128<T> weight, Lane128<T> value) =>
        new(Vector128.AndNot(weight._value * value._value, Vector128.Equals(weight._value, Vector128<T>.Zero) & Vector128.Equals(value._value, value._value)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Choose(Lane128<T> sign, Lane128<T> ifNegative, Lane128<T> otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(sign._value, Vector128<T>.Zero), ifNegative._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> ZeroBelow(Lane128<T> value, Lane128<T> x, Lane128<T> limit) =>
        new(Vector128.AndNot(value._value, Vector128.LessThan(x._value, limit._value)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> ZeroAtZero(Lane128<T> value, Lane128<T> x) => new(Vector128.AndNot(value._value, Vector128.Equals(x._value, Vector128<T>.Zero)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Finite(Lane128<T> x)
    {
        var size = Vector128.Abs(x._value);
        return new(Vector128.GreaterThan(size, Vector128<T>.Zero) & Vector128.LessThan(size, ((Lane128<T>)double.PositiveInfinity)._value) & ((Lane128<T>)1)._value);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane128<T> Mantissa, Lane128<T> Exponent) Split(Lane128<T> x)
    {
        var zero = Vector128<T>.Zero;
        Lane128<T> infinity = double.PositiveInfinity, one = 1;
        var tiny = Vector128.LessThan(x._value, ((Lane128<T>)(typeof(T) == typeof(float) ? 1.17549435e-38 : 2.2250738585072014e-308))._value);
        var (mantissa, exponent) = SplitOrdinary(new(Vector128.ConditionalSelect(tiny, x._value * ((Lane128<T>)18014398509481984)._value, x._value))); // subnormal numbers times 2⁵⁴
        var power = exponent._value - (tiny & ((Lane128<T>)54)._value);
        var top = Vector128.Equals(x._value, infinity._value);
        var bottom = Vector128.Equals(x._value, zero);
        power = Vector128.ConditionalSelect(top, infinity._value, Vector128.ConditionalSelect(bottom, (-infinity)._value, power));
        var number = Vector128.ConditionalSelect(top | bottom, one._value, mantissa._value);
        return (new(Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(x._value, zero), number, ((Lane128<T>)double.NaN)._value)), new(power));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane128<T> Mantissa, Lane128<T> Exponent) SplitOrdinary(Lane128<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = x._value.AsInt32();
            var power = (bits - Vector128.Create(0x3F3504F3)) >> 23; // from √½ on
            return (new((bits - (power << 23)).As<int, T>()), new(((power + Vector128.Create(0x4B400000)).AsSingle() - Vector128.Create(12582912f)).As<float, T>())); // an integer to a float by its bits
        }
        else
        {
            var bits = x._value.AsInt64();
            var power = Vector128.ShiftRightArithmetic(bits - Vector128.Create(0x3FE6A09E667F3BCD), 52);
            return (new((bits - (power << 52)).As<long, T>()), new(((power + Vector128.Create(0x4338000000000000)).AsDouble() - Vector128.Create(6755399441055744.0)).As<double, T>()));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Log1POrdinary(Lane128<T> x) => VectorLog.Log1POrdinary<Lane128<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Scale(Lane128<T> x, Lane128<T> n) => VectorExp.Scale<Lane128<T>, T>(x, n);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> PowerOfTwo(Lane128<T> n) => VectorExp.PowerOfTwo<Lane128<T>, T>(n);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> PowerFromBits(Lane128<T> shifted) => typeof(T) == typeof(float)
        ? new((shifted._value.AsInt32() << 23).As<int, T>())
        : new((shifted._value.AsInt64() << 52).As<long, T>());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane128<T> High, Lane128<T> Low) Difference(Lane128<T> a, Lane128<T> b)
    {
        var high = a._value - b._value;
        var virtualB = a._value - high;
        var low = a._value - (high + virtualB) + (virtualB - b._value);
        return (new(high), new(low & Vector128.Equals(low, low))); // ∞ − ∞ in the correction must not spoil an infinite difference
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Reference(Lane128<T> max) => VectorExp.Reference<Lane128<T>, T>(max);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> ExpRelative(Lane128<T> x, Lane128<T> reference) => VectorExp.Relative<Lane128<T>, T>(x, reference);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void ExpRelative(ref Lane128<T> a, ref Lane128<T> b, ref Lane128<T> c, ref Lane128<T> d, Lane128<T> reference) => VectorExp.Relative<Lane128<T>, T>(ref a, ref b, ref c, ref d, reference);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> ExpBiased(Lane128<T> x) => VectorExp.Biased<Lane128<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> ExpBiased(Lane128<T> high, Lane128<T> low) => VectorExp.Biased<Lane128<T>, T>(high, low);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Exp(Lane128<T> x) => VectorExp.Exp<Lane128<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> ExpM1(Lane128<T> x) => VectorExp.ExpM1<Lane128<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Log(Lane128<T> x) => VectorLog.Log<Lane128<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Log1P(Lane128<T> x) => VectorLog.Log1P<Lane128<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> Sqrt(Lane128<T> x) => new(Vector128.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Logistic<Lane128<T>> Logistic(Lane128<T> x) => VectorLogistic.Of<Lane128<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public Lane128<T> Note(string name) => this;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane128<T> KeepFirst(Lane128<T> x, int count) => new(x._value & First(count));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double At(Lane128<T> x, int position) => typeof(T) == typeof(float)
        ? x._value.AsSingle().GetElement(position)
        : x._value.AsDouble().GetElement(position);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static int FirstEqual(Lane128<T> x, double value)
    {
        uint equal = Vector128.ExtractMostSignificantBits(Vector128.Equals(x._value, ((Lane128<T>)value)._value));
        return equal == 0 ? -1 : BitOperations.TrailingZeroCount(equal);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Sum(Lane128<T> x)
    {
        if (typeof(T) == typeof(double)) return Vector128.Sum(x._value.AsDouble());
        var (lower, upper) = Vector128.Widen(x._value.AsSingle());
        return Vector128.Sum(lower + upper);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Largest(Lane128<T> x)
    {
        if (typeof(T) == typeof(double)) return Math.Max(x._value.AsDouble().GetElement(0), x._value.AsDouble().GetElement(1));
        var four = x._value.AsSingle();
        var pairs = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(Inline)]
    static Vector128<T> First(int count) => typeof(T) == typeof(float)
        ? Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).As<int, T>()
        : Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)count)).As<long, T>();
}
