using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Numerics;

/// <summary>Sixteen floats or eight doubles in one 512-bit register.</summary>
public readonly unsafe struct Lane512<T>(Vector512<T> value) : ISimdLane<Lane512<T>, T>
    where T : unmanaged
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    readonly Vector512<T> _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector512<T>.Count;
    }

    /// <inheritdoc/>
    public static double Bias
    {
        [MethodImpl(Inline)]
        get => VectorExp.Bias<T>();
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Load(T* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> LoadFirst(T* source, int count, double fill)
    {
        var mask = First(count);
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new(Avx512F.MaskLoad((float*)source, mask.AsSingle(), Vector512.Create((float)fill)).As<float, T>())
                : new(Avx512F.MaskLoad((double*)source, mask.AsDouble(), Vector512.Create(fill)).As<double, T>());
        }
        var half = Lane256<T>.Count;
        return new(Vector512.Create(
            Lane256<T>.LoadFirst(source, Math.Min(count, half), fill).Register,
            Lane256<T>.LoadFirst(source + half, Math.Max(count - half, 0), fill).Register));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Read<TMemory>(TMemory* source)
        where TMemory : unmanaged
    {
        if (typeof(T) == typeof(TMemory)) return Load((T*)source);
        var eight = Vector256.Load((float*)source);
        return new((Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(eight) : Vector512.Create(Vector256.WidenLower(eight), Vector256.WidenUpper(eight))).As<double, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Write<TMemory>(TMemory* destination)
        where TMemory : unmanaged
    {
        if (typeof(T) == typeof(TMemory)) Store((T*)destination);
        else (Avx512F.IsSupported ? Avx512F.ConvertToVector256Single(_value.AsDouble()) : Vector256.Narrow(_value.AsDouble().GetLower(), _value.AsDouble().GetUpper())).Store((float*)destination);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void Store(T* destination) => _value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public void StoreFirst(T* destination, int count)
    {
        if (Avx512F.IsSupported)
        {
            if (typeof(T) == typeof(float)) Avx512F.MaskStore((float*)destination, First(count).AsSingle(), _value.AsSingle());
            else Avx512F.MaskStore((double*)destination, First(count).AsDouble(), _value.AsDouble());
            return;
        }
        var half = Lane256<T>.Count;
        new Lane256<T>(_value.GetLower()).StoreFirst(destination, Math.Min(count, half));
        new Lane256<T>(_value.GetUpper()).StoreFirst(destination + half, Math.Max(count - half, 0));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static implicit operator Lane512<T>(double constant) => typeof(T) == typeof(float)
        ? new(Vector512.Create((float)constant).As<float, T>())
        : new(Vector512.Create(constant).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> operator +(Lane512<T> left, Lane512<T> right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> operator -(Lane512<T> left, Lane512<T> right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> operator *(Lane512<T> left, Lane512<T> right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> operator /(Lane512<T> left, Lane512<T> right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> operator -(Lane512<T> value) => new(-value._value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> MultiplyAdd(Lane512<T> a, Lane512<T> b, Lane512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    // The native forms return their second operand when one is NaN on x86: x goes there, so that its NaN stays.

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Max(Lane512<T> x, Lane512<T> y) => new(Vector512.MaxNative(y._value, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Min(Lane512<T> x, Lane512<T> y) => new(Vector512.MinNative(y._value, x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Abs(Lane512<T> x) => new(Vector512.Abs(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Sign(Lane512<T> x) => Choose(x, -1, Choose(-x, 1, x)); // 0 and NaN stay as they are

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Weigh(Lane512<T> weight, Lane512<T> value) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(weight._value, Vector512<T>.Zero) & Vector512.Equals(value._value, value._value), Vector512<T>.Zero, weight._value * value._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Choose(Lane512<T> sign, Lane512<T> ifNegative, Lane512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(sign._value, Vector512<T>.Zero), ifNegative._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> ZeroBelow(Lane512<T> value, Lane512<T> x, Lane512<T> limit) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(x._value, limit._value), Vector512<T>.Zero, value._value)); // one instruction less than a mask made into a register

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> ZeroAtZero(Lane512<T> value, Lane512<T> x) => new(Vector512.ConditionalSelect(Vector512.Equals(x._value, Vector512<T>.Zero), Vector512<T>.Zero, value._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Finite(Lane512<T> x)
    {
        var size = Vector512.Abs(x._value);
        return new(Vector512.GreaterThan(size, Vector512<T>.Zero) & Vector512.LessThan(size, ((Lane512<T>)double.PositiveInfinity)._value) & ((Lane512<T>)1)._value);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane512<T> Mantissa, Lane512<T> Exponent) Split(Lane512<T> x)
    {
        var zero = Vector512<T>.Zero;
        Lane512<T> infinity = double.PositiveInfinity, one = 1;
        var tiny = Vector512.LessThan(x._value, ((Lane512<T>)(typeof(T) == typeof(float) ? 1.17549435e-38 : 2.2250738585072014e-308))._value);
        var (mantissa, exponent) = SplitOrdinary(new(Vector512.ConditionalSelect(tiny, x._value * ((Lane512<T>)18014398509481984)._value, x._value))); // subnormal numbers times 2⁵⁴
        var power = exponent._value - (tiny & ((Lane512<T>)54)._value);
        var top = Vector512.Equals(x._value, infinity._value);
        var bottom = Vector512.Equals(x._value, zero);
        power = Vector512.ConditionalSelect(top, infinity._value, Vector512.ConditionalSelect(bottom, (-infinity)._value, power));
        var number = Vector512.ConditionalSelect(top | bottom, one._value, mantissa._value);
        return (new(Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x._value, zero), number, ((Lane512<T>)double.NaN)._value)), new(power));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane512<T> Mantissa, Lane512<T> Exponent) SplitOrdinary(Lane512<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = x._value.AsInt32();
            var power = (bits - Vector512.Create(0x3F3504F3)) >> 23; // from √½ on
            return (new((bits - (power << 23)).As<int, T>()), new(((power + Vector512.Create(0x4B400000)).AsSingle() - Vector512.Create(12582912f)).As<float, T>())); // an integer to a float by its bits
        }
        else
        {
            var bits = x._value.AsInt64();
            var power = Vector512.ShiftRightArithmetic(bits - Vector512.Create(0x3FE6A09E667F3BCD), 52);
            return (new((bits - (power << 52)).As<long, T>()), new(((power + Vector512.Create(0x4338000000000000)).AsDouble() - Vector512.Create(6755399441055744.0)).As<double, T>()));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Log1POrdinary(Lane512<T> x) => VectorLog.Log1POrdinary<Lane512<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Scale(Lane512<T> x, Lane512<T> n) => !Avx512F.IsSupported ? VectorExp.Scale<Lane512<T>, T>(x, n)
        : typeof(T) == typeof(float) ? new(Avx512F.Scale(x._value.AsSingle(), n._value.AsSingle()).As<float, T>())
        : new(Avx512F.Scale(x._value.AsDouble(), n._value.AsDouble()).As<double, T>());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> PowerOfTwo(Lane512<T> n) => VectorExp.PowerOfTwo<Lane512<T>, T>(n);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> PowerFromBits(Lane512<T> shifted) => typeof(T) == typeof(float)
        ? new((shifted._value.AsInt32() << 23).As<int, T>())
        : new((shifted._value.AsInt64() << 52).As<long, T>());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static (Lane512<T> High, Lane512<T> Low) Difference(Lane512<T> a, Lane512<T> b)
    {
        var high = a._value - b._value;
        var virtualB = a._value - high;
        var low = a._value - (high + virtualB) + (virtualB - b._value);
        return (new(high), new(low & Vector512.Equals(low, low))); // ∞ − ∞ in the correction must not spoil an infinite difference
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Reference(Lane512<T> max) => VectorExp.Reference<Lane512<T>, T>(max);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> ExpRelative(Lane512<T> x, Lane512<T> reference) => VectorExp.Relative<Lane512<T>, T>(x, reference);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void ExpRelative(ref Lane512<T> a, ref Lane512<T> b, ref Lane512<T> c, ref Lane512<T> d, Lane512<T> reference) => VectorExp.Relative<Lane512<T>, T>(ref a, ref b, ref c, ref d, reference);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> ExpBiased(Lane512<T> x) => VectorExp.Biased<Lane512<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> ExpBiased(Lane512<T> high, Lane512<T> low) => VectorExp.Biased<Lane512<T>, T>(high, low);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Exp(Lane512<T> x) => VectorExp.Exp<Lane512<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> ExpM1(Lane512<T> x) => VectorExp.ExpM1<Lane512<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Log(Lane512<T> x) => VectorLog.Log<Lane512<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Log1P(Lane512<T> x) => VectorLog.Log1P<Lane512<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> Sqrt(Lane512<T> x) => new(Vector512.Sqrt(x._value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Logistic<Lane512<T>> Logistic(Lane512<T> x) => VectorLogistic.Of<Lane512<T>, T>(x);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public Lane512<T> Note(string name) => this;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Lane512<T> KeepFirst(Lane512<T> x, int count) => new(x._value & First(count));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double At(Lane512<T> x, int position) => typeof(T) == typeof(float)
        ? x._value.AsSingle().GetElement(position)
        : x._value.AsDouble().GetElement(position);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static int FirstEqual(Lane512<T> x, double value)
    {
        ulong equal = Vector512.ExtractMostSignificantBits(Vector512.Equals(x._value, ((Lane512<T>)value)._value));
        return equal == 0 ? -1 : BitOperations.TrailingZeroCount(equal);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Sum(Lane512<T> x)
    {
        // Halves first: Vector512.Sum adds 128-bit lane by lane.
        if (typeof(T) == typeof(double)) return Vector256.Sum(x._value.AsDouble().GetLower() + x._value.AsDouble().GetUpper());
        var (lower, upper) = Vector512.Widen(x._value.AsSingle());
        var sum = lower + upper;
        return Vector256.Sum(sum.GetLower() + sum.GetUpper());
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static double Largest(Lane512<T> x) =>
        Lane256<T>.Largest(new(Vector256.MaxNative(x._value.GetLower(), x._value.GetUpper())));

    [MethodImpl(Inline)]
    static Vector512<T> First(int count) => typeof(T) == typeof(float)
        ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>()
        : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();
}
