using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests;

public class GramPreconditionerTests
{
    [Fact]
    public void It_is_the_inverse_of_the_second_derivatives_worked_by_hand()
    {
        // One feature, examples 1 and 3 with curvatures 0.25 and 0.5, C = 2: [[2·(0.25 + 0.5·9) + 1, 2·(0.25 + 0.5·3)], [·, 2·0.75]].
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        var gram = new GramPreconditioner(new float[] { 1, 3 }.AsMatrix(1), 2, new float[] { 0.25f, 0.5f }.AsMatrix(1), outputs: 1, product, pool);
        double[] vector = [10.5 * 2 + 3.5 * -1, 3.5 * 2 + 1.5 * -1];
        gram.Apply(vector);
        Assert.Equal(2, vector[0], 1e-4);
        Assert.Equal(-1, vector[1], 1e-4);
    }

    [Theory]
    [InlineData(2, 0)] // one output: the log-odds of two classes
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void It_turns_the_change_of_an_outputs_slope_into_the_step_that_made_it(int classes, int output)
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 400, columns: 5, classes);
        var loss = Loss.CrossEntropy with { ClassWeights = [.. Enumerable.Range(1, classes).Select(k => (double)k)] };
        using var pool = new WorkerPool(1);
        using var objective = new LinearObjective(data, loss, 3, pool);
        using var curvature = new LinearCurvature(data, loss, 3, objective.Outputs, pool);
        int outputs = objective.Outputs, length = objective.Length;
        double[] x = LinearStart.Parameters(data, loss, outputs), step = new double[length], ahead = new double[length], behind = new double[length];
        for (int i = 0; i < 6; i++) (x[i * outputs + output], step[i * outputs + output]) = (x[i * outputs + output] + 0.3 * i - 1, 0.1 * (i % 3) - 0.15);
        const double h = 1e-2;
        objective.Evaluate([.. x.Zip(step, (a, b) => a + h * b)], ahead);
        objective.Evaluate([.. x.Zip(step, (a, b) => a - h * b)], behind);
        double[] change = [.. ahead.Zip(behind, (a, b) => (a - b) / (2 * h))]; // the second derivatives times the step
        curvature.At(x)!(change);
        for (int i = 0; i < 6; i++) Assert.Equal(step[i * outputs + output], change[i * outputs + output], 1e-3);
    }

    [Fact]
    public void Each_output_has_its_own_curvature()
    {
        // Both examples are surely not of the first class and quite uncertain about the second.
        using var pool = new WorkerPool(2);
        using var product = new MatrixProduct(pool);
        var gram = new GramPreconditioner(new float[] { 1, -1 }.AsMatrix(1), 1, new float[] { 0, 0.25f, 0, 0.25f }.AsMatrix(2), outputs: 2, product, pool);
        double[] matrix = [3, 3, 0, 0];
        gram.Apply(matrix);
        Assert.Equal(3, matrix[0], 1e-4);
        Assert.Equal(2, matrix[1], 1e-4);
    }
}
