using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Numerics;

/// <summary>Eight floats or four doubles in one 256-bit register.</summary>
public readonly unsafe struct Lane256<T>(Vector256<T> value) : ISimdLane<Lane256<T>, T>
    where T : unmanaged
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    readonly Vector256<T> _value = value;

    internal Vector256<T> Register => _value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector256<T>.Count;
    }

    /// <inheritdoc/>
    public static double Bias
    {
        [MethodImpl(Inline)]
        get => VectorExp.Bias<T>();
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Load(T* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> LoadFirst(T* source, int count, double fill)
    {
        if (Avx.IsSupported)
        {
            var mask = First(count);
            return typeof(T) == typeof(float)
                ? new(Vector256.ConditionalSelect(mask.AsSingle(), Avx.MaskLoad((float*)source, mask.AsSingle()), Vector256.Create((float)fill)).As<float, T>())
                : new(Vector256.ConditionalSelect(mask.AsDouble(), Avx.MaskLoad((double*)source, mask.AsDouble()), Vector256.Create(fill)).As<double, T>());
        }
        var half = Lane128<T>.Count;
        return new(Vector256.Create(
            Lane128<T>.LoadFirst(source, Math.Min(count, half), fill).Register,
            Lane128<T>.LoadFirst(source + half, Math.Max(count - half, 0), fill).Register));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Read<TMemory>(TMemory* source)
        where TMemory : unmanaged
    {
        if (typeof(T) == typeof(TMemory)) return Load((T*)source);
        var four = Vector128.Load((float*)source);
        return new((Avx.IsSupported ? Avx.ConvertToVector256Double(four) : Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four))).As<double, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Write<TMemory>(TMemory* destination)
        where TMemory : unmanaged
    {
        if (typeof(T) == typeof(TMemory)) Store((T*)destination);
        else (Avx.IsSupported ? Avx.ConvertToVector128Single(_value.AsDouble()) : Vector128.Narrow(_value.AsDouble().GetLower(), _value.AsDouble().GetUpper())).Store((float*)destination);
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
        var half = Lane128<T>.Count;
        new Lane128<T>(_value.GetLower()).StoreFirst(destination, Math.Min(count, half));
        new Lane128<T>(_value.GetUpper()).StoreFirst(destination + half, Math.Max(count - half, 0));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static implicit operator Lane256<T>(double constant) => typeof(T) == typeof(float)
        ? new(Vector256.Create((float)constant).As<float, T>())
        : new(Vector256.Create(constant).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> operator +(Lane256<T> left, Lane256<T> right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> operator -(Lane256<T> left, Lane256<T> right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> operator *(Lane256<T> left, Lane256<T> right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> operator /(Lane256<T> left, Lane256<T> right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> operator -(Lane256<T> value) => new(-value._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> MultiplyAdd(Lane256<T> a, Lane256<T> b, Lane256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    // The native forms return their second operand when one is NaN on x86: x goes there, so that its NaN stays.

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Max(Lane256<T> x, Lane256<T> y) => new(Vector256.MaxNative(y._value, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Min(Lane256<T> x, Lane256<T> y) => new(Vector256.MinNative(y._value, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Abs(Lane256<T> x) => new(Vector256.Abs(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Sign(Lane256<T> x) => Choose(x, -1, Choose(-x, 1, x)); // 0 and NaN stay as they are

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Weigh(Lane256<T> weight, Lane256<T> value) =>
        new(Vector256.AndNot(weight._value * value._value, Vector256.Equals(weight._value, Vector256<T>.Zero) & Vector256.Equals(value._value, value._value)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Choose(Lane256<T> sign, Lane256<T> ifNegative, Lane256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(sign._value, Vector256<T>.Zero), ifNegative._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> ZeroBelow(Lane256<T> value, Lane256<T> x, Lane256<T> limit) =>
        new(Vector256.AndNot(value._value, Vector256.LessThan(x._value, limit._value)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> ZeroAtZero(Lane256<T> value, Lane256<T> x) => new(Vector256.AndNot(value._value, Vector256.Equals(x._value, Vector256<T>.Zero)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Finite(Lane256<T> x)
    {
        var size = Vector256.Abs(x._value);
        return new(Vector256.GreaterThan(size, Vector256<T>.Zero) & Vector256.LessThan(size, ((Lane256<T>)double.PositiveInfinity)._value) & ((Lane256<T>)1)._value);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane256<T> Mantissa, Lane256<T> Exponent) Split(Lane256<T> x)
    {
        var zero = Vector256<T>.Zero;
        Lane256<T> infinity = double.PositiveInfinity, one = 1;
        var tiny = Vector256.LessThan(x._value, ((Lane256<T>)(typeof(T) == typeof(float) ? 1.17549435e-38 : 2.2250738585072014e-308))._value);
        var (mantissa, exponent) = SplitOrdinary(new(Vector256.ConditionalSelect(tiny, x._value * ((Lane256<T>)18014398509481984)._value, x._value))); // subnormal numbers times 2⁵⁴
        var power = exponent._value - (tiny & ((Lane256<T>)54)._value);
        var top = Vector256.Equals(x._value, infinity._value);
        var bottom = Vector256.Equals(x._value, zero);
        power = Vector256.ConditionalSelect(top, infinity._value, Vector256.ConditionalSelect(bottom, (-infinity)._value, power));
        var number = Vector256.ConditionalSelect(top | bottom, one._value, mantissa._value);
        return (new(Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(x._value, zero), number, ((Lane256<T>)double.NaN)._value)), new(power));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane256<T> Mantissa, Lane256<T> Exponent) SplitOrdinary(Lane256<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = x._value.AsInt32();
            var power = (bits - Vector256.Create(0x3F3504F3)) >> 23; // from √½ on
            return (new((bits - (power << 23)).As<int, T>()), new(((power + Vector256.Create(0x4B400000)).AsSingle() - Vector256.Create(12582912f)).As<float, T>())); // an integer to a float by its bits
        }
        else
        {
            var bits = x._value.AsInt64();
            var power = Vector256.ShiftRightArithmetic(bits - Vector256.Create(0x3FE6A09E667F3BCD), 52);
            return (new((bits - (power << 52)).As<long, T>()), new(((power + Vector256.Create(0x4338000000000000)).AsDouble() - Vector256.Create(6755399441055744.0)).As<double, T>()));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Log1POrdinary(Lane256<T> x) => VectorLog.Log1POrdinary<Lane256<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Scale(Lane256<T> x, Lane256<T> n) => VectorExp.Scale<Lane256<T>, T>(x, n);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> PowerOfTwo(Lane256<T> n) => VectorExp.PowerOfTwo<Lane256<T>, T>(n);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> PowerFromBits(Lane256<T> shifted) => typeof(T) == typeof(float)
        ? new((shifted._value.AsInt32() << 23).As<int, T>())
        : new((shifted._value.AsInt64() << 52).As<long, T>());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane256<T> High, Lane256<T> Low) Difference(Lane256<T> a, Lane256<T> b)
    {
        var high = a._value - b._value;
        var virtualB = a._value - high;
        var low = a._value - (high + virtualB) + (virtualB - b._value);
        return (new(high), new(low & Vector256.Equals(low, low))); // ∞ − ∞ in the correction must not spoil an infinite difference
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Reference(Lane256<T> max) => VectorExp.Reference<Lane256<T>, T>(max);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> ExpRelative(Lane256<T> x, Lane256<T> reference) => VectorExp.Relative<Lane256<T>, T>(x, reference);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void ExpRelative(ref Lane256<T> a, ref Lane256<T> b, ref Lane256<T> c, ref Lane256<T> d, Lane256<T> reference) => VectorExp.Relative<Lane256<T>, T>(ref a, ref b, ref c, ref d, reference);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> ExpBiased(Lane256<T> x) => VectorExp.Biased<Lane256<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> ExpBiased(Lane256<T> high, Lane256<T> low) => VectorExp.Biased<Lane256<T>, T>(high, low);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Exp(Lane256<T> x) => VectorExp.Exp<Lane256<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> ExpM1(Lane256<T> x) => VectorExp.ExpM1<Lane256<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Log(Lane256<T> x) => VectorLog.Log<Lane256<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Log1P(Lane256<T> x) => VectorLog.Log1P<Lane256<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> Sqrt(Lane256<T> x) => new(Vector256.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Logistic<Lane256<T>> Logistic(Lane256<T> x) => VectorLogistic.Of<Lane256<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public Lane256<T> Note(string name) => this;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane256<T> KeepFirst(Lane256<T> x, int count) => new(x._value & First(count));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double At(Lane256<T> x, int position) => typeof(T) == typeof(float)
        ? x._value.AsSingle().GetElement(position)
        : x._value.AsDouble().GetElement(position);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static int FirstEqual(Lane256<T> x, double value)
    {
        uint equal = Vector256.ExtractMostSignificantBits(Vector256.Equals(x._value, ((Lane256<T>)value)._value));
        return equal == 0 ? -1 : BitOperations.TrailingZeroCount(equal);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Sum(Lane256<T> x)
    {
        if (typeof(T) == typeof(double)) return Vector256.Sum(x._value.AsDouble());
        var (lower, upper) = Vector256.Widen(x._value.AsSingle());
        return Vector256.Sum(lower + upper);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Largest(Lane256<T> x) =>
        Lane128<T>.Largest(new(Vector128.MaxNative(x._value.GetLower(), x._value.GetUpper())));

    [MethodImpl(Inline)]
    static Vector256<T> First(int count) => typeof(T) == typeof(float)
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>();
}
