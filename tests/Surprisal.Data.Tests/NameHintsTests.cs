namespace Surprisal.Data.Tests;

public class NameHintsTests
{
    [Theory]
    [InlineData("incme", "income")]
    [InlineData("INCOME", "income")]
    [InlineData("icnome", "income")]
    [InlineData("aeg", "age")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    [InlineData("b", null)]
    public void The_nearest_name_is_within_a_third_of_the_letters(string given, string? closest) =>
        Assert.Equal(closest, NameHints.Closest(given, ["age", "z", "income", "outcome"]));
}
