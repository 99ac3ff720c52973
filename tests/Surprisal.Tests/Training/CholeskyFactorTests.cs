namespace Surprisal.Tests;

public class CholeskyFactorTests
{
    [Fact]
    public void A_system_worked_by_hand_is_solved()
    {
        // L = [[2, 0, 0], [6, 1, 0], [−8, 5, 3]]; the upper triangle is not looked at. b = A·[1, 2, 3].
        var factor = new CholeskyFactor([4, 0, 0, 12, 37, 0, -16, -43, 98], 3);
        double[] x = [4 + 24 - 48, 12 + 74 - 129, -16 - 86 + 294];
        factor.Solve(x);
        Assert.Equal(1, x[0], 1e-12);
        Assert.Equal(2, x[1], 1e-12);
        Assert.Equal(3, x[2], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(41)] // more than four registers of any width, and a rest
    public void What_it_solves_is_what_the_matrix_multiplies(int size)
    {
        var random = new Random(size);
        double[] half = [.. Enumerable.Range(0, size * size).Select(_ => random.NextDouble() - 0.5)], matrix = new double[size * size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++) matrix[i * size + j] = (i == j ? 1 : 0) + Enumerable.Range(0, size).Sum(k => half[i * size + k] * half[j * size + k]);
        double[] x = [.. Enumerable.Range(1, size).Select(i => (double)i)], b = new double[size];
        for (int i = 0; i < size; i++) b[i] = Enumerable.Range(0, size).Sum(j => matrix[i * size + j] * x[j]);
        new CholeskyFactor(matrix, size).Solve(b);
        for (int i = 0; i < size; i++) Assert.Equal(x[i], b[i], 1e-8);
    }

    [Fact]
    public void A_singular_matrix_gives_numbers()
    {
        double[] x = [1, 1];
        new CholeskyFactor([1, 1, 1, 1], 2).Solve(x);
        Assert.All(x, xi => Assert.True(double.IsFinite(xi)));
    }
}
