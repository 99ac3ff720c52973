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

    [Fact]
    public void For_two_classes_it_turns_the_slope_into_newtons_step()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 400, columns: 5, classes: 2);
        using var pool = new WorkerPool(1);
        using var objective = new LinearObjective(data, Loss.CrossEntropy, 3, pool);
        using var curvature = new LinearCurvature(data, Loss.CrossEntropy, 3, objective.Outputs, pool);
        double[] x = LinearStart.Parameters(data, Loss.CrossEntropy, objective.Outputs), step = [0.1, -0.2, 0.05, 0.3, -0.1, 0.2];
        double[] ahead = new double[6], behind = new double[6];
        const double h = 1e-2;
        objective.Evaluate([.. x.Zip(step, (a, b) => a + h * b)], ahead);
        objective.Evaluate([.. x.Zip(step, (a, b) => a - h * b)], behind);
        double[] change = [.. ahead.Zip(behind, (a, b) => (a - b) / (2 * h))]; // the second derivatives times the step
        curvature.At(x)!(change);
        for (int i = 0; i < 6; i++) Assert.Equal(step[i], change[i], 1e-3);
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
