using System.Runtime.Intrinsics;

namespace Surprisal.Numerics.Tests;

/// <summary>The scalar lanes: dual numbers differentiate, told numbers write down what they are named.</summary>
public class ScalarLaneTests
{
    [Fact]
    public void Dual_numbers_carry_the_derivative_of_every_operation()
    {
        Differentiates(x => x * x + 3 / x - x);
        Differentiates(x => Dual.Exp(x) * Dual.Abs(-x) + Dual.Max(x, 0.2));
        Differentiates(x => Dual.Weigh(2, Dual.Sign(x) * x));
        Differentiates(x => Dual.Logistic(x).Probability + 2 * Dual.Logistic(x).Complement);
        Differentiates(x => Dual.Logistic(x).Surprisal - 3 * Dual.Logistic(x).ComplementSurprisal);
    }

    [Fact]
    public void A_told_number_writes_down_what_it_is_named_and_nothing_else()
    {
        List<Step> story = [];
        var z = new Told<double>(2, story).Note("z");
        _ = (z * 3 - 1).Note("3z − 1");
        _ = Told<double>.Logistic(z).Surprisal.Note("−log σ(z)");
        Assert.Equal(["z", "3z − 1", "−log σ(z)"], story.Select(s => s.Text));
        Assert.Equal([2, 5, 0.126928], story.Select(s => Math.Round(s.Value, 6)));
    }

    [Fact]
    public void A_told_number_has_the_bits_of_a_register()
    {
        var random = new Random(3);
        double[] numbers = [0, -0.0, 1e-20, -700, 800, double.PositiveInfinity, .. Enumerable.Range(0, 500).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 3)))];
        foreach (double x in numbers)
        {
            Assert.Equal(OnRegister<ExpOf>(x), Told<double>.Exp(x).Value);
            Assert.Equal(OnRegister<LogOf>(x), Told<double>.Log(x).Value);
            Assert.Equal(OnRegister<SurprisalOf>(x), Told<double>.Logistic(x).Surprisal.Value);
        }
    }

    interface IOperation
    {
        static abstract V Of<V>(V x)
            where V : struct, ILane<V>;
    }

    readonly struct ExpOf : IOperation
    {
        public static V Of<V>(V x)
            where V : struct, ILane<V>
            => V.Exp(x);
    }

    readonly struct LogOf : IOperation
    {
        public static V Of<V>(V x)
            where V : struct, ILane<V>
            => V.Log(x);
    }

    readonly struct SurprisalOf : IOperation
    {
        public static V Of<V>(V x)
            where V : struct, ILane<V>
            => V.Logistic(x).Surprisal;
    }

    /// <summary>At the last lane of a register of the width that kernels take, beside other numbers.</summary>
    static unsafe double OnRegister<TOperation>(double x)
        where TOperation : IOperation
    {
        double[] lanes = [3, 0.25, -8, 1, 2, -0.5, 7, x, x];
        fixed (double* first = lanes)
        {
            if (Vector512.IsHardwareAccelerated) TOperation.Of(Lane512<double>.Load(first)).Store(first);
            else if (Vector256.IsHardwareAccelerated) TOperation.Of(Lane256<double>.Load(first + 4)).Store(first + 4);
            else TOperation.Of(Lane128<double>.Load(first + 6)).Store(first + 6);
        }
        return lanes[7];
    }

    static void Differentiates(Func<Dual, Dual> f)
    {
        const double x = 0.7, h = 1e-6;
        double slope = (f(new(x + h, 0)).Value - f(new(x - h, 0)).Value) / (2 * h);
        Assert.Equal(slope, f(new(x, 1)).Slope, 1e-8);
    }
}
