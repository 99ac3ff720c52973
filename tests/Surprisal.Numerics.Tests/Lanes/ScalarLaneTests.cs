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
        var z = new Told(2, story).Note("z");
        _ = (z * 3 - 1).Note("3z − 1");
        _ = Told.Logistic(z).Surprisal.Note("−log σ(z)");
        Assert.Equal(["z", "3z − 1", "−log σ(z)"], story.Select(s => s.Text));
        Assert.Equal([2, 5, 0.126928], story.Select(s => Math.Round(s.Value, 6)));
    }

    static void Differentiates(Func<Dual, Dual> f)
    {
        const double x = 0.7, h = 1e-6;
        double slope = (f(new(x + h, 0)).Value - f(new(x - h, 0)).Value) / (2 * h);
        Assert.Equal(slope, f(new(x, 1)).Slope, 1e-8);
    }
}
