namespace Surprisal.Reports.Tests;

/// <summary>Axes mark round numbers, worked out by hand.</summary>
public sealed class TickTests
{
    static string[] Ticks(Axis axis, double low, double high, int wanted = 6)
    {
        var scale = Scale.Of(axis, [low, high], wanted);
        return [.. scale.Ticks.Select(scale.Text)];
    }

    [Fact]
    public void Ticks_are_one_two_or_five_times_a_power_of_ten_apart()
    {
        Assert.Equal(["0", "0.2", "0.4", "0.6", "0.8", "1.0"], Ticks(new("p"), 0, 1));
        Assert.Equal(["0", "5", "10", "15", "20", "25", "30"], Ticks(new("epoch"), 1, 30));
        Assert.Equal(["−0.02", "−0.01", "0", "0.01", "0.02", "0.03"], Ticks(new("difference"), -0.017, 0.03));
        Assert.Equal(["0", "10,000", "20,000", "30,000", "40,000", "50,000", "60,000"], Ticks(new("rows"), 3, 60_000));
    }

    [Fact]
    public void Whole_numbers_have_no_ticks_between_them() => Assert.Equal(["1", "2", "3"], Ticks(new("epoch") { IsWhole = true }, 1, 3));

    [Fact]
    public void Ends_that_were_asked_for_are_kept() => Assert.Equal(["0", "0.5", "1.0"], Ticks(new("share") { Low = 0, High = 1.2 }, 0.3, 0.9, wanted: 3));

    [Fact]
    public void A_logarithmic_axis_marks_powers_of_ten_and_few_of_them_with_two_and_five()
    {
        Assert.Equal(["0.001", "0.01", "0.1", "1", "10"], Ticks(new("rate") { IsLogarithmic = true }, 0.001, 7));
        Assert.Equal(["0.2", "0.5", "1", "2", "5"], Ticks(new("loss") { IsLogarithmic = true }, 0.3, 4));
        Assert.Equal(["1e−12", "1e−10", "1e−8", "1e−6", "0.0001", "0.01", "1"], Ticks(new("p") { IsLogarithmic = true }, 1e-12, 1));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(-3, -3)]
    [InlineData(1e-300, 2e-300)]
    [InlineData(-1e300, 1e300)]
    [InlineData(1, 1.0000000000000002)]
    public void Numbers_without_a_spread_and_with_a_huge_one_have_an_axis(double low, double high)
    {
        var scale = Scale.Of(new("x"), [low, high], 6);
        (scale.From, scale.To) = (0, 100);
        Assert.InRange(scale.Ticks.Count, 1, 12);
        Assert.InRange(scale.At(low), 0, 100);
        Assert.InRange(scale.At(high), 0, 100);
    }

    [Fact]
    public void Places_are_linear_and_on_a_logarithmic_axis_equal_factors_are_equal_lengths()
    {
        var linear = Scale.Of(new("x") { Low = 0, High = 10 }, [], 5);
        (linear.From, linear.To) = (100, 200);
        Assert.Equal(130, linear.At(3), 1e-9);
        var logarithmic = Scale.Of(new("x") { Low = 1, High = 100, IsLogarithmic = true }, [], 5);
        (logarithmic.From, logarithmic.To) = (100, 200);
        Assert.Equal(150, logarithmic.At(10), 1e-9);
    }
}
