using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests;

public class LinearTrainerTests
{
    static readonly LinearOptions s_exact = new() { GradientTolerance = 1e-8, Threads = 1 };

    // scikit-learn 1.2.1, LogisticRegression(solver="newton-cg", tol=1e-12) on iris standardised by population deviations.
    [Theory]
    [InlineData(1, 31.37876826079647)]
    [InlineData(0.1, 6.8044762004779304)]
    public void The_optimum_is_that_of_scikit_learn(double c, double objective)
    {
        var fit = LinearTrainer.Fit(TestData.Iris().Training, Loss.CrossEntropy, s_exact with { C = c });
        Assert.Equal(objective, fit.Objective, 1e-6 * objective);
    }

    [Fact]
    public void Two_classes_are_the_binomial_model_of_scikit_learn()
    {
        var fit = LinearTrainer.Fit(TestData.IsVirginica(), Loss.CrossEntropy, s_exact);
        Assert.Equal(25.965645734559942, fit.Objective, 1e-6 * 26);
        double[] expected = [0, 0.13995214, 0, -0.51478105, 0, 2.48026127, 0, 3.14076238]; // the first class is the reference
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], fit.Weights[i], 1e-3);
        Assert.Equal(0, fit.Biases[0]);
        Assert.Equal(-3.80157369, fit.Biases[1], 1e-3);
    }

    [Theory]
    [InlineData(TargetKind.ClassIndex, 2)]
    [InlineData(TargetKind.ClassIndex, 3)]
    [InlineData(TargetKind.ClassIndex, 9)]
    [InlineData(TargetKind.MultiLabel, 5)]
    [InlineData(TargetKind.Distribution, 4)]
    public void The_gradient_is_the_slope_of_the_objective(TargetKind kind, int classes)
    {
        var data = TestData.Random(kind, rows: 70, columns: 37, classes); // more than a chunk of rows, more than a block of features
        var loss = kind == TargetKind.MultiLabel ? Loss.BinaryCrossEntropy : Loss.CrossEntropy;
        using var pool = new WorkerPool(1);
        using var objective = new LinearObjective(data, loss, 0.7, pool);
        var random = new Random(5);
        double[] x = LinearStart.Parameters(data, loss, objective.Outputs), gradient = new double[x.Length], ignored = new double[x.Length];
        for (int i = 0; i < x.Length; i++) x[i] += random.NextDouble() - 0.5;
        objective.Evaluate(x, gradient);
        for (int i = 0; i < x.Length; i += 7)
        {
            const double h = 1e-2;
            double kept = x[i];
            x[i] = kept + h;
            double up = objective.Evaluate(x, ignored);
            x[i] = kept - h;
            double down = objective.Evaluate(x, ignored);
            x[i] = kept;
            Assert.Equal((up - down) / (2 * h), gradient[i], 2e-3);
        }
    }

    [Fact]
    public void The_objective_is_the_losses_and_the_penalty_of_the_weights_it_returns()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 200, columns: 6, classes: 3);
        var fit = LinearTrainer.Fit(data, Loss.CrossEntropy, s_exact with { C = 2.5 });
        double objective = fit.Weights.Sum(w => (double)w * w) / 2;
        for (int r = 0; r < data.Rows; r++)
        {
            double[] z = [.. Enumerable.Range(0, 3).Select(k => fit.Biases[k] + Enumerable.Range(0, 6).Sum(f => (double)data.Features[r * 6 + f] * fit.Weights[f * 3 + k]))];
            objective += 2.5 * (Math.Log(z.Sum(Math.Exp)) - z[data.Targets!.Classes[r]]);
        }
        Assert.Equal(objective, fit.Objective, 1e-5 * objective);
    }

    [Fact]
    public void The_same_bits_come_out_on_any_number_of_threads()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 1000, columns: 20, classes: 4);
        var one = LinearTrainer.Fit(data, Loss.CrossEntropy, new() { Threads = 1 });
        foreach (int threads in (int[])[2, 3])
        {
            var many = LinearTrainer.Fit(data, Loss.CrossEntropy, new() { Threads = threads });
            Assert.Equal(one.Weights, many.Weights);
            Assert.Equal(one.Objective, many.Objective);
        }
    }

    [Fact]
    public void Chunks_of_many_classes_are_not_cut_up_once_more()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 3000, columns: 3, classes: 900);
        var one = LinearTrainer.Fit(data, Loss.CrossEntropy, new() { Threads = 1, MaxIterations = 3 });
        Assert.Equal(one.Weights, LinearTrainer.Fit(data, Loss.CrossEntropy, new() { Threads = 2, MaxIterations = 3 }).Weights);
    }

    [Fact]
    public void Class_weights_count_rows_as_often_as_they_say()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 60, columns: 3, classes: 3);
        var weighted = LinearTrainer.Fit(data, Loss.CrossEntropy with { ClassWeights = [1, 1, 2] }, s_exact);
        int[] twice = [.. Enumerable.Range(0, 60), .. Enumerable.Range(0, 60).Where(r => data.Targets!.Classes[r] == 2)];
        var repeated = LinearTrainer.Fit(data.Subset(twice), Loss.CrossEntropy, s_exact);
        Assert.Equal(repeated.Objective, weighted.Objective, 1e-5 * repeated.Objective);
    }

    [Fact]
    public void Parted_classes_and_constant_features_have_a_finite_optimum()
    {
        float[] features = [-1, 5, -2, 5, 1, 5, 2, 5];
        var data = new Dataset(features, ExampleShape.List(2), new TargetSet(["a", "b"], [0, 0, 1, 1]));
        var fit = LinearTrainer.Fit(data, Loss.CrossEntropy, s_exact);
        Assert.All(fit.Weights, w => Assert.True(float.IsFinite(w)));
        Assert.Equal(0, fit.Weights[3], 1e-3); // the constant says nothing
        Assert.InRange(fit.Weights[1], 0.5, 3);
    }

    [Fact]
    public void The_limit_of_iterations_and_a_stop_are_obeyed()
    {
        var data = TestData.Iris().Training;
        Assert.Equal(LbfgsReason.IterationLimit, LinearTrainer.Fit(data, Loss.CrossEntropy, new() { MaxIterations = 3 }).Reason);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => LinearTrainer.Fit(data, Loss.CrossEntropy, stop: stop.Token));
    }

    [Fact]
    public void The_gradient_that_it_states_is_that_of_the_weights_it_returns()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 300, columns: 6, classes: 3);
        var fit = LinearTrainer.Fit(data, Loss.CrossEntropy, new() { C = 2 });
        Assert.Equal(LbfgsReason.Converged, fit.Reason);
        Assert.InRange(fit.GradientNorm, 0, 2e-6 * 2 * 300);
        double[] parameters = [.. fit.Weights.Select(w => (double)w), .. fit.Biases.Select(b => (double)b)], gradient = new double[parameters.Length];
        using var pool = new WorkerPool(1);
        using var objective = new LinearObjective(data, Loss.CrossEntropy, 2, pool);
        objective.Evaluate(parameters, gradient);
        Assert.Equal(fit.GradientNorm, gradient.Max(Math.Abs), 1e-3 * 2e-6 * 2 * 300 + 1e-4);
    }

    [Theory]
    [InlineData(2, 12)] // the Gram matrix is the second derivative: Newton's steps
    [InlineData(5, 60)] // 40 to 55 by the luck of the rounding of floats; without the preconditioner some thousands
    public void Features_of_very_different_sizes_cost_no_steps(int classes, int most)
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 500, columns: 8, classes);
        for (int i = 0; i < data.Features.Length; i++) data.Features[i] = data.Features[i] * MathF.Pow(10, i % 8 - 4) + (i % 8);
        var fit = LinearTrainer.Fit(data, Loss.CrossEntropy, new() { Threads = 1 });
        Assert.Equal(LbfgsReason.Converged, fit.Reason);
        Assert.InRange(fit.Iterations, 1, most);
    }

    [Fact]
    public void More_features_than_a_gram_matrix_is_made_for_are_fitted_too()
    {
        var data = TestData.Random(TargetKind.ClassIndex, rows: 30, columns: 2100, classes: 3);
        var fit = LinearTrainer.Fit(data, Loss.CrossEntropy);
        Assert.Equal(LbfgsReason.Converged, fit.Reason);
        Assert.Equal(1, TestData.Accuracy(Network.Linear(fit.Weights, fit.Biases), data));
    }

    [Fact]
    public void Features_whose_squares_are_infinite_end_in_numbers_and_sums_that_are_infinite_are_refused()
    {
        var large = new Dataset([-1e20f, 1e20f, -2e20f, 3e20f], ExampleShape.List(1), new TargetSet(["a", "b"], [0, 1, 0, 1]));
        var fit = LinearTrainer.Fit(large, Loss.CrossEntropy);
        Assert.True(double.IsFinite(fit.Objective));
        Assert.All(fit.Weights, w => Assert.True(float.IsFinite(w)));
        var tooLarge = new Dataset([-3e38f, 3e38f, -3e38f, 3e38f], ExampleShape.List(1), new TargetSet(["a", "b"], [0, 1, 0, 1]));
        Assert.Contains("extreme values", Assert.Throws<TrainingException>(() => LinearTrainer.Fit(tooLarge, Loss.CrossEntropy)).Message);
    }

    [Fact]
    public void Progress_never_goes_back_and_ends_at_one()
    {
        var seen = new Recorder();
        LinearTrainer.Fit(TestData.Random(TargetKind.MultiLabel, rows: 200, columns: 10, classes: 3), Loss.BinaryCrossEntropy, progress: seen);
        Assert.True(seen.Done.Count > 3);
        Assert.Equal(seen.Done.Order(), seen.Done);
        Assert.Equal(1, seen.Done[^1]);
    }

    sealed class Recorder : IProgress<TrainingProgress>
    {
        public List<double> Done { get; } = [];

        public void Report(TrainingProgress value) => Done.Add(value.Done);
    }
}
