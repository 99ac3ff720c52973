namespace Surprisal.Numerics.Tests;

/// <summary>The logarithm against the base library's doubles, and reading and writing of narrower numbers.</summary>
public unsafe class LaneLogTests
{
    [Fact]
    public void Log_is_within_two_ulp_from_the_smallest_number_to_the_largest() => EveryLane.Run(new LogDigits());

    [Fact]
    public void Log1p_keeps_the_digits_of_small_numbers() => EveryLane.Run(new Log1PDigits());

    [Fact]
    public void Logarithms_at_the_edges_are_those_of_the_base_library() => EveryLane.Run(new Edges());

    [Fact]
    public void Floats_pass_through_a_lane_of_doubles_and_back()
    {
        Pass<Lane128<double>>();
        Pass<Lane256<double>>();
        Pass<Lane512<double>>();
    }

    static void Pass<V>()
        where V : struct, ISimdLane<V, double>, ILane<V>
    {
        using var from = new GuardedMemory<float>(V.Count);
        using var to = new GuardedMemory<float>(V.Count);
        for (int i = 0; i < V.Count; i++) from.AtEnd.Pointer[i] = 0.1f + i;
        V lane = V.Read(from.AtEnd.Pointer);
        for (int i = 0; i < V.Count; i++) Assert.Equal(0.1f + i, V.At(lane, i));
        (lane * 2).Write(to.AtEnd.Pointer);
        for (int i = 0; i < V.Count; i++) Assert.Equal(2 * (0.1f + i), to.AtEnd.Pointer[i]);
    }

    static double Ulps<T>(double expected, double actual)
        where T : unmanaged
    {
        double near = Math.Abs(Number.ToDouble(Number.FromDouble<T>(expected)));
        double step = typeof(T) == typeof(float) ? MathF.BitIncrement((float)near) - near : Math.BitIncrement(near) - near;
        return Math.Abs(expected - actual) / step;
    }

    readonly struct LogDigits : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            var random = new Random(11);
            double worst = 0;
            for (int i = 0; i < 100_000; i++)
            {
                double size = typeof(T) == typeof(float) ? 145 : 740;
                double power = i % 2 == 0 ? (random.NextDouble() * 2 - 1.1) * size * 0.6 : random.NextDouble() - 0.5; // everywhere, and near 1
                double x = Number.ToDouble(Number.FromDouble<T>(Math.Exp(power)));
                if (x == 0 || x == 1) continue;
                // The base library's own error near 1 is below half an ulp of a double.
                worst = Math.Max(worst, Ulps<T>(Math.Log(x), V.At(V.Log(x), 0)));
            }
            Assert.InRange(worst, 0.4, 2);
        }
    }

    readonly struct Log1PDigits : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            double worst = 0, tiny = typeof(T) == typeof(float) ? 1e-37 : 1e-300;
            for (double size = tiny; size < 1e6; size *= 1.037)
            {
                foreach (double x in (double[])[Number.ToDouble(Number.FromDouble<T>(size)), Number.ToDouble(Number.FromDouble<T>(-size))])
                {
                    if (x <= -0.99) continue;
                    double expected = Math.Abs(x) < 0.5 ? 2 * Math.Atanh(x / (2 + x)) : Math.Log(1 + x); // another way
                    worst = Math.Max(worst, Ulps<T>(expected, V.At(V.Log1P(x), 0)));
                    if (x > 0) worst = Math.Max(worst, Ulps<T>(expected, V.At(V.Log1POrdinary(x), 0)));
                }
            }
            Assert.InRange(worst, 0.4, typeof(T) == typeof(float) ? 2 : 4); // the reference in doubles is good for two itself
        }
    }

    readonly struct Edges : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            foreach (double x in (double[])[0, double.PositiveInfinity, -1, double.NaN, 1])
            {
                Assert.Equal(Math.Log(x), V.At(V.Log(x), 0));
                if (x != 1) Assert.Equal(Math.Log(1 + x), V.At(V.Log1P(x), 0));
            }
            Assert.Equal([0, double.NaN], new[] { 0, double.NaN }.Select(x => V.At(V.Log1POrdinary(x), 0)));
            Assert.Equal(-0.5, V.At(V.Choose(-1, -0.5, 3), 0));
            Assert.Equal(1.5, V.At(V.Sqrt(2.25), 0));
            Assert.Equal(0, V.At(V.ZeroAtZero(double.PositiveInfinity, 0), 0));
            Assert.Equal(7, V.At(V.ZeroAtZero(7, double.NaN), 0));
            Assert.Equal([0, 0, 0, 1], new double[] { 0, double.NaN, double.NegativeInfinity, 3 }.Select(x => V.At(V.Finite(x), 0)));
        }
    }
}
