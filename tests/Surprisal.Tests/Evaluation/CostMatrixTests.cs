namespace Surprisal.Tests;

public class CostMatrixTests
{
    // By hand: answers cost 0.3·4 + 0.2·1, 0.5·1 + 0.2·9 and 0.5·2 + 0.3·3.
    [Fact]
    public void The_cheapest_answer_is_not_the_likeliest() =>
        Assert.Equal(0, new CostMatrix(new double[,] { { 0, 1, 2 }, { 4, 0, 3 }, { 1, 9, 0 } }).Cheapest([0.5f, 0.3f, 0.2f]));

    [Fact]
    public void Of_equal_costs_the_first_answer_is_given() => Assert.Equal(0, new CostMatrix(new double[,] { { 0, 1 }, { 1, 0 } }).Cheapest([0.5f, 0.5f]));

    // By hand: a miss costs 5 − 1, a false alarm 2 − 1: answering the second pays where 4p > 1 − p.
    [Fact]
    public void Two_classes_have_a_threshold() => Assert.Equal(0.2, new CostMatrix(new double[,] { { 1, 2 }, { 5, 1 } }).Threshold);

    [Fact]
    public void Costs_that_make_no_sense_are_refused()
    {
        string Message(double[,] costs) => Assert.Throws<ArgumentException>(() => new CostMatrix(costs)).Message;
        Assert.Equal("a cost matrix has a row and a column for each of two or more classes, got 2 × 3.", Message(new double[2, 3]));
        Assert.Equal(
            "costs: where class 1 is true, answering 0 costs 1; a finite cost above that of the right answer, 1, was expected.", Message(new double[,] { { 0, 2 }, { 1, 1 } }));
        Assert.Throws<ArgumentException>(() => new CostMatrix(new double[,] { { 0, double.NaN }, { 1, 0 } }));
        Assert.Throws<ArgumentException>(() => new CostMatrix(new double[,] { { 0, 1 }, { 1, 0 } }).Cheapest([1, 0, 0]));
    }
}
