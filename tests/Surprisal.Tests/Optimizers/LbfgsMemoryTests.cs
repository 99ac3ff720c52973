namespace Surprisal.Tests;

public class LbfgsMemoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_newest_change_of_slope_is_turned_into_the_step_that_made_it(bool conditioned)
    {
        var memory = Filled(conditioned ? v => v[1] *= 9 : null);
        double[] vector = [7, 6, 2];
        memory.Apply(vector);
        double[] expected = [0.5, 1, -1];
        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], vector[i], 1e-12);
    }

    [Fact]
    public void The_older_step_counts_as_worked_by_hand()
    {
        // Steps s₁ = (1, 0), s₂ = (0, 1) with changes y₁ = (2, 0), y₂ = (0, 5): the scale is 1/5, the first axis is then known to be 1/2.
        var memory = new LbfgsMemory(2, 2, null);
        memory.Add([0, 0], [1, 0], [0, 0], [2, 0]);
        memory.Add([1, 0], [1, 1], [2, 0], [2, 5]);
        double[] vector = [4, 10];
        memory.Apply(vector);
        Assert.Equal([2, 2], vector);
    }

    [Fact]
    public void A_step_along_which_the_slope_falls_is_not_remembered()
    {
        var memory = Filled(null);
        memory.Add([0, 0, 0], [1, 0, 0], [5, 0, 0], [3, 0, 0]);
        double[] vector = [7, 6, 2];
        memory.Apply(vector);
        Assert.Equal(0.5, vector[0], 1e-12);
    }

    /// <summary>Three pairs in room for two: the newest is s = (0.5, 1, −1), y = (7, 6, 2).</summary>
    static LbfgsMemory Filled(Preconditioner? preconditioner)
    {
        var memory = new LbfgsMemory(2, 3, preconditioner);
        memory.Add([0, 0, 0], [1, 1, 1], [0, 0, 0], [1, 9, 3]);
        memory.Add([1, 1, 1], [2, 0, 1], [0, 1, 0], [4, 1, 0]);
        memory.Add([1, 0, 2], [1.5, 1, 1], [1, 1, 1], [8, 7, 3]);
        return memory;
    }
}
