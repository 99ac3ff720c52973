using System.Numerics;

namespace Surprisal.Numerics.Tests;

/// <summary>Lanes read, write and combine exactly the numbers that they were given.</summary>
public unsafe class LaneTests
{
    [Fact]
    public void A_partial_read_fills_and_a_partial_write_touches_nothing_behind() => EveryLane.Run(new PartialAccess());

    [Fact]
    public void Every_operation_is_the_same_on_every_number() => EveryLane.Run(new Operations());

    [Fact]
    public void A_difference_loses_nothing() => EveryLane.Run(new ExactDifference());

    [Fact]
    public void A_weight_of_zero_silences_infinity_but_no_nan() => EveryLane.Run(new Weighing());

    [Fact]
    public void Four_exponentials_at_once_have_the_bits_of_each_alone() => EveryLane.Run(new FourExponentials());

    static V Of<V, T>(params double[] numbers)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
    {
        T* memory = stackalloc T[V.Count];
        for (int i = 0; i < V.Count; i++) memory[i] = Number.FromDouble<T>(numbers[i % numbers.Length]);
        return V.Load(memory);
    }

    static double[] Numbers<V, T>(V lane)
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged
        => [.. Enumerable.Range(0, V.Count).Select(i => V.At(lane, i))];

    readonly struct PartialAccess : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            for (int count = 0; count <= V.Count; count++)
            {
                using var guarded = new GuardedMemory<T>(count); // a touch behind the end stops the process
                for (int i = 0; i < count; i++) guarded.AtEnd.Pointer[i] = Number.FromDouble<T>(i + 1);
                V lane = V.LoadFirst(guarded.AtEnd.Pointer, count, -5);
                Assert.Equal(Enumerable.Range(0, V.Count).Select(i => i < count ? i + 1.0 : -5), Numbers<V, T>(lane));
                Assert.Equal(Enumerable.Range(0, V.Count).Select(i => i < count ? i + 1.0 : 0), Numbers<V, T>(V.KeepFirst(lane, count)));
                (lane * 2).StoreFirst(guarded.AtEnd.Pointer, count);
                for (int i = 0; i < count; i++) Assert.Equal(2.0 * (i + 1), Number.ToDouble(guarded.AtEnd.Pointer[i]));
            }
        }
    }

    readonly struct Operations : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            double[] a = [3, -2, 0, 1.5], b = [-1, -4, 2, 0.5];
            V x = Of<V, T>(a), y = Of<V, T>(b);
            Same<V, T>(V.Max(x, y), i => Math.Max(a[i], b[i]));
            Same<V, T>(V.Min(x, y), i => Math.Min(a[i], b[i]));
            Same<V, T>(V.Abs(x), i => Math.Abs(a[i]));
            Same<V, T>(V.Sign(x), i => Math.Sign(a[i]));
            Same<V, T>(V.Choose(x, y, x), i => a[i] < 0 ? b[i] : a[i]);
            Same<V, T>(V.ZeroBelow(y, x, 0), i => a[i] < 0 ? 0 : b[i]);
            Same<V, T>(V.MultiplyAdd(x, y, x), i => a[i] * b[i] + a[i]);
            Same<V, T>(-x / 2 + y - 1, i => -a[i] / 2 + b[i] - 1);
            Assert.Equal(Enumerable.Range(0, V.Count).Sum(i => a[i % 4]), V.Sum(x));
            Assert.Equal(3, V.Largest(x));
            Assert.Equal(1, V.FirstEqual(x, -2));
            Assert.Equal(-1, V.FirstEqual(x, 7));
            Assert.Equal(3, V.At(x, 0));
            Assert.True(double.IsNaN(V.At(V.Sign(double.NaN), 0)) && double.IsNaN(V.At(V.Min(double.NaN, 1), 0)) && double.IsNaN(V.At(V.Max(double.NaN, 1), 0)));
        }

        static void Same<V, T>(V lane, Func<int, double> expected)
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
            => Assert.Equal(Enumerable.Range(0, V.Count).Select(i => expected(i % 4)), Numbers<V, T>(lane));
    }

    readonly struct ExactDifference : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            var random = new Random(5);
            long mantissa = typeof(T) == typeof(float) ? 1L << 24 : 1L << 53;
            for (int i = 0; i < 2000; i++)
            {
                long a = random.NextInt64(-mantissa, mantissa), b = random.NextInt64(-mantissa, mantissa);
                int shift = random.Next(0, 30); // b is a fraction with that many bits
                var (high, low) = V.Difference(a, Math.ScaleB(b, -shift));
                Assert.Equal(((BigInteger)a << shift) - b, (BigInteger)Math.ScaleB(V.At(high, 0), shift) + (BigInteger)Math.ScaleB(V.At(low, 0), shift));
            }
            var (infinite, rest) = V.Difference(double.NegativeInfinity, 3);
            Assert.Equal(double.NegativeInfinity, V.At(infinite, 0));
            Assert.Equal(0, V.At(rest, 0));
        }
    }

    readonly struct FourExponentials : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            V reference = V.Reference(3), a = Of<V, T>(3, -100, 0.25, -0.0), b = Of<V, T>(-1, 1, 2, 2.5), c = Of<V, T>(-50, 1e-20, -127, 3), d = Of<V, T>(-7, double.NaN, -2.5, 0.7);
            V[] apart = [V.ExpRelative(a, reference), V.ExpRelative(b, reference), V.ExpRelative(c, reference), V.ExpRelative(d, reference)];
            V.ExpRelative(ref a, ref b, ref c, ref d, reference);
            Assert.Equal(apart.Select(Numbers<V, T>), [Numbers<V, T>(a), Numbers<V, T>(b), Numbers<V, T>(c), Numbers<V, T>(d)]);
            Assert.Equal(Math.Exp(2 - 3), V.At(V.ExpRelative(2, reference), 0) / V.At(V.ExpRelative(3, reference), 0), 1e-7);
        }
    }

    readonly struct Weighing : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            Assert.Equal(0, V.At(V.Weigh(0, double.PositiveInfinity), 0));
            Assert.Equal(double.NaN, V.At(V.Weigh(0, double.NaN), 0));
            Assert.Equal(6, V.At(V.Weigh(2, 3), 0));
            Assert.Equal(double.PositiveInfinity, V.At(V.Weigh(0.5, double.PositiveInfinity), 0));
        }
    }
}
