namespace Surprisal.Tests;

public class LbfgsTests
{
    [Fact]
    public void A_long_narrow_valley_is_followed_to_its_lowest_point()
    {
        var function = new Function(6, (x, g) =>
        {
            double value = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double curvature = Math.Pow(10, i); // 1 to 100,000
                value += curvature * (x[i] - i) * (x[i] - i) / 2;
                g[i] = curvature * (x[i] - i);
            }
            return value;
        });
        double[] x = new double[6];
        var result = Lbfgs.Minimize(function, x, 1000);
        Assert.Equal(LbfgsReason.Converged, result.Reason);
        for (int i = 0; i < x.Length; i++) Assert.Equal(i, x[i], 1e-6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Rosenbrocks_valley_ends_at_ones(int size)
    {
        double[] x = new double[size];
        Array.Fill(x, -1.2);
        if (size > 2) x[3] = 1.5;
        var result = Lbfgs.Minimize(new Function(size, Rosenbrock), x, 1000);
        Assert.Equal(LbfgsReason.Converged, result.Reason);
        Assert.All(x, xi => Assert.Equal(1, xi, 1e-8));
        Assert.InRange(result.Evaluations, result.Iterations, 1.5 * result.Iterations);
    }

    [Fact]
    public void It_says_when_the_limit_came_first_and_keeps_the_best_point()
    {
        double[] x = [-1.2, 1];
        var result = Lbfgs.Minimize(new Function(2, Rosenbrock), x, 5);
        Assert.Equal(LbfgsReason.IterationLimit, result.Reason);
        Assert.Equal(5, result.Iterations);
        Assert.Equal(Rosenbrock(x, new double[2]), result.Value);
    }

    [Fact]
    public void A_function_that_is_rough_by_rounding_ends_cleanly()
    {
        var rough = new Function(3, (x, g) =>
        {
            for (int i = 0; i < 3; i++) g[i] = Math.Max(Math.Abs(x[i] - 1), 1e-4) * (x[i] < 1 ? -1 : 1); // a slope that never becomes flat, under a value that does
            return (float)(5 + ((x[0] - 1) * (x[0] - 1) + (x[1] - 1) * (x[1] - 1) + (x[2] - 1) * (x[2] - 1)) / 2);
        });
        double[] x = [3, -2, 8];
        var result = Lbfgs.Minimize(rough, x, 10_000);
        Assert.Equal(LbfgsReason.NoProgress, result.Reason);
        Assert.InRange(result.Evaluations, 3, 300);
        Assert.All(x, xi => Assert.Equal(1, xi, 1e-2));
    }

    [Fact]
    public void Steps_into_infinity_are_taken_back()
    {
        var logarithm = new Function(1, (x, g) => // x − log x: infinite from 0 on down
        {
            g[0] = 1 - 1 / x[0];
            return x[0] <= 0 ? double.NaN : x[0] - Math.Log(x[0]);
        });
        double[] x = [30];
        Assert.Equal(LbfgsReason.Converged, Lbfgs.Minimize(logarithm, x, 100).Reason);
        Assert.Equal(1, x[0], 1e-8);
    }

    [Fact]
    public void A_start_that_is_not_finite_is_refused_and_a_stop_is_obeyed()
    {
        Assert.Throws<TrainingException>(() => Lbfgs.Minimize(new Function(1, (_, g) => g[0] = double.NaN), new double[1], 10));
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            Lbfgs.Minimize(new Function(2, Rosenbrock), new double[2], 1000, (iteration, _) => { if (iteration == 3) stop.Cancel(); }, stop.Token));
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

    delegate double Evaluate(ReadOnlySpan<double> x, Span<double> gradient);

    sealed class Function(int count, Evaluate evaluate) : IObjective
    {
        public int Count => count;

        public bool IsOptimal(double value, ReadOnlySpan<double> gradient)
        {
            foreach (double g in gradient)
                if (!(Math.Abs(g) <= 1e-9)) return false;
            return true;
        }

        double IObjective.Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient) => evaluate(parameters, gradient);
    }
}
