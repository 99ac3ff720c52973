namespace Surprisal.Numerics.Tests;

/// <summary>Exponential and logistic function against the base library's doubles, over the whole range.</summary>
public class LaneFunctionTests
{
    [Fact]
    public void Exp_in_floats_is_within_one_ulp_over_the_whole_range() => EveryLane.Single(new ExpSingle());

    [Fact]
    public void Exp_in_doubles_is_within_two_ulp_of_the_base_library()
    {
        var random = new Random(2);
        double worst = 0;
        for (int i = 0; i < 200_000; i++)
        {
            double x = (random.NextDouble() - 0.5) * 1400, expected = Math.Exp(x);
            worst = Math.Max(worst, Math.Abs(expected - Lane256<double>.At(Lane256<double>.Exp(x), 0)) / (Math.BitIncrement(expected) - expected));
            if (x > 0) continue;
            double biased = Lane256<double>.At(Lane256<double>.ExpBiased(x, 0), 0), shifted = Math.Exp(x + 512 * Math.Log(2));
            Assert.Equal(1, biased / shifted, 2e-13); // x + 512·ln 2 itself is rounded
        }
        Assert.InRange(worst, 0.1, 2);
        Assert.Equal(0, Lane256<double>.At(Lane256<double>.Exp(-800), 0));
        Assert.Equal(double.PositiveInfinity, Lane256<double>.At(Lane256<double>.Exp(800), 0));
        Assert.Equal(double.Epsilon, Lane256<double>.At(Lane256<double>.Exp(-744.5), 0));
    }

    [Fact]
    public void Scaling_by_a_power_of_two_rounds_once() => EveryLane.Run(new Scaling());

    [Fact]
    public void Expm1_keeps_the_digits_of_small_numbers() => EveryLane.Run(new ExpM1Digits());

    [Fact]
    public void Nan_with_any_payload_stays_nan() => EveryLane.Run(new NanStays());

    [Fact]
    public void The_logistic_function_keeps_its_digits_on_both_sides() => EveryLane.Run(new LogisticDigits());

    [Fact]
    public void Surprisals_in_floats_are_within_two_ulp_and_probabilities_within_three_over_the_whole_range() => EveryLane.Single(new LogisticSingle());

    [Fact]
    public void Log1p_and_expm1_keep_the_digits_of_small_numbers()
    {
        foreach (double x in (double[])[1e-300, 1e-20, -1e-20, 1e-9, 3e-5, -4e-3])
        {
            Assert.Equal(x - x * x / 2 + x * x * x / 3, ScalarMath.Log1P(x), Math.Abs(x * x * x * x) + Math.Abs(x) * 4e-16);
            Assert.Equal(x + x * x / 2 + x * x * x / 6, ScalarMath.ExpM1(x), Math.Abs(x * x * x * x) + Math.Abs(x) * 4e-16);
        }
        Assert.Equal(Math.Log(3), ScalarMath.Log1P(2), 1e-15);
        Assert.Equal(Math.E - 1, ScalarMath.ExpM1(1), 1e-15);
        Assert.Equal(double.PositiveInfinity, ScalarMath.Log1P(double.PositiveInfinity));
        Assert.Equal(-1, ScalarMath.ExpM1(-1000));
        Assert.Equal(double.PositiveInfinity, ScalarMath.ExpM1(1000));
    }

    static double Ulps(double expected, double actual)
    {
        float near = Math.Abs((float)expected);
        return Math.Abs(expected - actual) / (MathF.BitIncrement(near) - (double)near);
    }

    readonly struct Scaling : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            bool isSingle = typeof(T) == typeof(float);
            foreach (double x in (double[])[0, -0.0, 1, -1.5, 0.7071067690849304, 1.9999998807907104, double.PositiveInfinity, double.NaN])
            {
                for (int n = isSingle ? -160 : -1100; n <= (isSingle ? 130 : 1030); n++)
                    Assert.Equal(isSingle ? MathF.ScaleB((float)x, n) : Math.ScaleB(x, n), V.At(V.Scale(x, n), 0));
            }
        }
    }

    readonly struct ExpSingle : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            double worst = 0, worstBiased = 0;
            for (float x = -104; x < 88.7f; x += 0.0007f)
            {
                worst = Math.Max(worst, Ulps(Math.Exp(x), V.At(V.Exp(x), 0)));
                if (x > 0) continue;
                worstBiased = Math.Max(worstBiased, Ulps(Math.Exp(x) * V.Bias, V.At(V.ExpBiased(x, 0), 0)));
            }
            Assert.InRange(worst, 0.5, 1); // half an ulp is rounding alone
            Assert.InRange(worstBiased, 0.5, 1);
            Assert.Equal(Math.Exp(-3 - 1e-8) * V.Bias, V.At(V.ExpBiased(-3, -1e-8), 0), Math.Exp(-3) * V.Bias * 1e-7);
            Assert.Equal(0, V.At(V.Exp(-110), 0));
            Assert.Equal(0, V.At(V.ExpBiased(double.NegativeInfinity, 0), 0));
            Assert.Equal(double.PositiveInfinity, V.At(V.Exp(89), 0));
            Assert.Equal(double.PositiveInfinity, V.At(V.Exp(double.PositiveInfinity), 0));
            Assert.Equal(1, V.At(V.Exp(0), 0));
        }
    }

    readonly struct ExpM1Digits : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            double tolerance = typeof(T) == typeof(float) ? 2.4e-7 : 6e-16;
            for (double size = 1e-20; size < 40; size *= 1.7)
            {
                foreach (double x in (double[])[Number.ToDouble(Number.FromDouble<T>(size)), Number.ToDouble(Number.FromDouble<T>(-size))])
                {
                    double half = Math.Tanh(x / 2), expected = 2 * half / (1 - half); // eˣ − 1 another way
                    if (x > 1) expected = Math.Exp(x) - 1;
                    Assert.Equal(1, V.At(V.ExpM1(x), 0) / expected, tolerance);
                }
            }
            Assert.Equal(0, V.At(V.ExpM1(0), 0));
            Assert.Equal(-1, V.At(V.ExpM1(double.NegativeInfinity), 0));
            Assert.Equal(double.PositiveInfinity, V.At(V.ExpM1(double.PositiveInfinity), 0));
        }
    }

    readonly struct NanStays : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            foreach (long payload in (long[])[0, 1L << 29, 0x1FF00000000])
            {
                double nan = BitConverter.Int64BitsToDouble(0x7FF8000000000000 | payload);
                Assert.True(double.IsNaN(V.At(V.Exp(nan), 0)) && double.IsNaN(V.At(V.ExpBiased(nan, 0), 0)) && double.IsNaN(V.At(V.ExpM1(nan), 0)) && double.IsNaN(V.At(V.Logistic(nan).Surprisal, 0)));
            }
        }
    }

    readonly unsafe struct LogisticSingle : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            double surprisal = 0, own = 0, probability = 0;
            T* z = stackalloc T[V.Count];
            // A tenth of a percent of all floats from 1e-9, where log 2 is all that is left, to 131, where even subnormal results end.
            for (int bits = BitConverter.SingleToInt32Bits(1e-9f), last = BitConverter.SingleToInt32Bits(131); bits < last; bits += 1009 * V.Count)
            {
                for (int i = 0; i < V.Count; i++) z[i] = Number.FromDouble<T>(BitConverter.Int32BitsToSingle(bits + 1009 * i));
                var at = V.Logistic(V.Load(z));
                for (int i = 0; i < V.Count; i++)
                {
                    double x = Number.ToDouble(z[i]), e = Math.Exp(-x), log1P = 2 * Math.Atanh(e / (2 + e));
                    own = Math.Max(own, Ulps(log1P, V.At(at.Surprisal, i)));
                    surprisal = Math.Max(surprisal, Ulps(x + log1P, V.At(at.ComplementSurprisal, i)));
                    probability = Math.Max(probability, Math.Max(Ulps(1 / (1 + e), V.At(at.Probability, i)), Ulps(e / (1 + e), V.At(at.Complement, i))));
                }
            }
            Assert.InRange(own, 0.5, 1.8); // half an ulp is rounding alone
            Assert.InRange(surprisal, 0.5, 1.3);
            Assert.InRange(probability, 0.5, 2.8);
        }
    }

    readonly struct LogisticDigits : ILaneCheck
    {
        public void Run<V, T>()
            where V : struct, ISimdLane<V, T>, ILane<V>
            where T : unmanaged
        {
            double tolerance = typeof(T) == typeof(float) ? 2.4e-7 : 9e-16; // two ulp at worst
            for (double x = -60; x <= 60; x += 0.37)
            {
                double z = Number.ToDouble(Number.FromDouble<T>(x)), e = Math.Exp(-Math.Abs(z));
                double log1P = 2 * Math.Atanh(e / (2 + e));
                var at = V.Logistic(z);
                Near(1 / (1 + Math.Exp(-z)), V.At(at.Probability, 0));
                Near(1 / (1 + Math.Exp(z)), V.At(at.Complement, 0));
                Near(Math.Max(-z, 0) + log1P, V.At(at.Surprisal, 0));
                Near(Math.Max(z, 0) + log1P, V.At(at.ComplementSurprisal, 0));
            }
            Assert.Equal(0, V.At(V.Logistic(double.PositiveInfinity).Surprisal, 0));
            Assert.Equal(double.PositiveInfinity, V.At(V.Logistic(double.PositiveInfinity).ComplementSurprisal, 0));

            void Near(double expected, double actual) => Assert.Equal(1, actual / expected, tolerance);
        }
    }
}
