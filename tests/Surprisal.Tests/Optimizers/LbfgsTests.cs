namespace Surprisal.Tests;

public class LbfgsTests
{
    static readonly LbfgsOptions s_exact = new() { GradientTolerance = 1e-9 };

    [Fact]
    public void A_long_narrow_valley_is_followed_to_its_lowest_point()
    {
        double[] x = new double[6];
        var result = Lbfgs.Minimize(Valley, x, s_exact);
        Assert.True(result.Converged);
        Assert.InRange(result.GradientNorm, 0, 1e-9);
        for (int i = 0; i < x.Length; i++) Assert.Equal(i, x[i], 1e-8);
    }

    [Fact]
    public void A_preconditioner_that_knows_the_curvature_straightens_the_valley()
    {
        double[] x = new double[6];
        var result = Lbfgs.Minimize(Valley, x, s_exact with { Preconditioner = Straighten });
        Assert.Equal(1, result.Iterations); // Newton's step, of length 1
        for (int i = 0; i < x.Length; i++) Assert.Equal(i, x[i], 1e-12);

        static void Straighten(Span<double> vector)
        {
            for (int i = 0; i < vector.Length; i++) vector[i] /= Math.Pow(10, i);
        }
    }

    [Fact]
    public void A_preconditioner_that_is_wrong_costs_steps_but_not_the_result()
    {
        double[] x = [-1.2, 1, -1.2, 1.5];
        var result = Lbfgs.Minimize(Rosenbrock, x, s_exact with { Preconditioner = v => v[0] *= 50 });
        Assert.True(result.Converged);
        Assert.All(x, xi => Assert.Equal(1, xi, 1e-8));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Rosenbrocks_valley_ends_at_ones(int size)
    {
        double[] x = new double[size];
        Array.Fill(x, -1.2);
        if (size > 2) x[3] = 1.5;
        var result = Lbfgs.Minimize(Rosenbrock, x, s_exact);
        Assert.True(result.Converged);
        Assert.All(x, xi => Assert.Equal(1, xi, 1e-8));
        Assert.InRange(result.Evaluations, result.Iterations, 1.4 * result.Iterations);
    }

    [Fact]
    public void Evaluations_and_steps_are_counted_and_reported()
    {
        int calls = 0;
        List<LbfgsIteration> seen = [];
        double[] x = [-1.2, 1];
        var result = Lbfgs.Minimize((p, g) => { calls++; return Rosenbrock(p, g); }, x, s_exact, new Recorder(seen));
        Assert.Equal(calls, result.Evaluations);
        Assert.Equal(result.Iterations + 1, seen.Count);
        Assert.Equal(new LbfgsIteration(0, Rosenbrock([-1.2, 1], new double[2]), 215.6, 1), seen[0] with { GradientNorm = Math.Round(seen[0].GradientNorm, 9) });
        Assert.Equal(new LbfgsIteration(result.Iterations, result.Value, result.GradientNorm, calls), seen[^1]);
    }

    [Fact]
    public void It_says_when_the_limit_came_first_and_keeps_the_best_point()
    {
        double[] x = [-1.2, 1];
        var result = Lbfgs.Minimize(Rosenbrock, x, s_exact with { MaxIterations = 5 });
        Assert.Equal(LbfgsReason.IterationLimit, result.Reason);
        Assert.Equal(5, result.Iterations);
        Assert.Equal(Rosenbrock(x, new double[2]), result.Value);
    }

    [Fact]
    public void A_function_that_is_rough_by_rounding_ends_cleanly()
    {
        double[] x = [3, -2, 8];
        var result = Lbfgs.Minimize(Rough, x, s_exact with { MaxIterations = 10_000, ValueRounding = 1e-7 });
        Assert.Equal(LbfgsReason.NoProgress, result.Reason);
        Assert.InRange(result.Evaluations, 3, 300);
        Assert.All(x, xi => Assert.Equal(1, xi, 1e-2));

        // A slope that never becomes flat, under a value in single precision that does.
        static double Rough(ReadOnlySpan<double> x, Span<double> g)
        {
            for (int i = 0; i < 3; i++) g[i] = Math.Max(Math.Abs(x[i] - 1), 1e-4) * (x[i] < 1 ? -1 : 1);
            return (float)(5 + ((x[0] - 1) * (x[0] - 1) + (x[1] - 1) * (x[1] - 1) + (x[2] - 1) * (x[2] - 1)) / 2);
        }
    }

    [Fact]
    public void A_value_that_cannot_fall_any_more_does_not_hide_a_slope_that_can()
    {
        // 1e4 + (x − 3)²/2, rounded to single precision: flat within 0.03 of 3, while the slope still points the way.
        double[] x = [3.02];
        var result = Lbfgs.Minimize(
            (p, g) =>
            {
                g[0] = p[0] - 3;
                return (float)(1e4 + g[0] * g[0] / 2);
            },
            x,
            s_exact with { ValueRounding = 1e-7 });
        Assert.True(result.Converged);
        Assert.Equal(3, x[0], 1e-9);
    }

    [Fact]
    public void Steps_into_infinity_are_taken_back()
    {
        double[] x = [30];
        var result = Lbfgs.Minimize(
            (p, g) => // x − log x: infinite from 0 on down
            {
                g[0] = 1 - 1 / p[0];
                return p[0] <= 0 ? double.NaN : p[0] - Math.Log(p[0]);
            },
            x,
            s_exact);
        Assert.True(result.Converged);
        Assert.Equal(1, x[0], 1e-8);
    }

    [Fact]
    public void A_start_that_is_not_finite_is_refused_and_a_stop_is_obeyed()
    {
        Assert.Throws<NotFiniteNumberException>(() => Lbfgs.Minimize((_, g) => g[0] = double.NaN, new double[1]));
        using var stop = new CancellationTokenSource();
        int calls = 0;
        Assert.Throws<OperationCanceledException>(() => Lbfgs.Minimize(
            (x, g) =>
            {
                if (++calls == 3) stop.Cancel();
                return Rosenbrock(x, g);
            },
            new double[2],
            stop: stop.Token));
        Assert.Equal(3, calls);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        long Allocated(int iterations)
        {
            double[] x = [-1.2, 1, -1.2, 1.5];
            long before = GC.GetAllocatedBytesForCurrentThread();
            var result = Lbfgs.Minimize(Rosenbrock, x, new LbfgsOptions { MaxIterations = iterations, GradientTolerance = 0 });
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(iterations, result.Iterations);
            return allocated;
        }

        Allocated(1);
        Assert.Equal(Allocated(1), Allocated(25));
    }

    /// <summary>Curvatures from 1 to 100,000.</summary>
    static double Valley(ReadOnlySpan<double> x, Span<double> g)
    {
        double value = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double curvature = Math.Pow(10, i);
            value += curvature * (x[i] - i) * (x[i] - i) / 2;
            g[i] = curvature * (x[i] - i);
        }

        return value;
    }

    static double Rosenbrock(ReadOnlySpan<double> x, Span<double> g)
    {
        double value = 0;
        g.Clear();
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
            value += 100 * a * a + b * b;
            g[i] += -400 * a * x[i] - 2 * b;
            g[i + 1] += 200 * a;
        }

        return value;
    }

    sealed class Recorder(List<LbfgsIteration> seen) : IProgress<LbfgsIteration>
    {
        public void Report(LbfgsIteration value) => seen.Add(value);
    }
}
