using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

public class ClassBalanceTests
{
    [Fact]
    public void Class_weights_are_n_over_C_times_the_count()
    {
        var data = Rows(new TargetSet(["a", "b", "c"], [0, 0, 0, 1, 1, 2]));
        Assert.Equal([6.0 / 9, 6.0 / 6, 6.0 / 3], ClassBalance.ClassWeights(data));
        var weighted = new Dataset(data.Features, data.Shape, data.Targets) { RowWeights = [1, 1, 0, 1, 1, 4] }; // 2, 2, 4 of 8
        Assert.Equal([8.0 / 6, 8.0 / 6, 8.0 / 12], ClassBalance.ClassWeights(weighted));
    }

    [Fact]
    public void Soft_labels_count_by_their_shares() =>
        Assert.Equal([2 / (2 * 1.25), 2 / (2 * 0.75)], ClassBalance.ClassWeights(Rows(new TargetSet(TargetKind.Distribution, ["a", "b"], [1, 0, 0.25f, 0.75f]))));

    [Fact]
    public void Positive_weights_are_zeros_over_ones() =>
        Assert.Equal([3, 1.0 / 3], ClassBalance.PositiveWeights(Rows(new TargetSet(TargetKind.MultiLabel, ["a", "b"], [1, 1, 0, 1, 0, 1, 0, 0]))));

    [Fact]
    public void A_class_without_rows_has_no_weight()
    {
        var error = Assert.Throws<TrainingException>(() => ClassBalance.ClassWeights(Rows(new TargetSet(["a", "b"], [0, 0]))));
        Assert.Equal("'b' has no rows to learn from: its weight would be infinite; give weights instead of balancing", error.Message);
    }

    // scikit-learn 1.2.1, LogisticRegression(solver="newton-cg", tol=1e-12, class_weight=…).fit(x, y, sample_weight=…) on 50, 20 and 10 flowers of iris,
    // standardised; the objective is Σ w·ℓ + ½‖coef_‖² of its predict_log_proba. Probabilities are of rows 0, 55 and 75.
    [Theory]
    [InlineData("balanced", 18.21425317258194, 0.974412712, 0.817856682, 0.952115567)]
    [InlineData("rows", 16.31056379351711, 0.991024375, 0.891078549, 0.951187178)]
    [InlineData("both", 22.67754790546648, 0.978560546, 0.927205933, 0.986476524)]
    public void A_linear_model_with_weights_is_that_of_scikit_learn(string weights, double objective, double first, double second, double third)
    {
        var data = FewerIris();
        var loss = Loss.CrossEntropy;
        if (weights != "balanced") data = new Dataset(data.Features, data.Shape, data.Targets) { RowWeights = [.. Enumerable.Range(0, 80).Select(i => (float)(i % 4))] };
        if (weights == "balanced") loss = loss with { ClassWeights = ClassBalance.ClassWeights(data) };
        if (weights == "both") loss = loss with { ClassWeights = [0.5, 2, 3] };
        var fit = LinearTrainer.Fit(data, loss, new LinearOptions { GradientTolerance = 1e-8 });
        Assert.Equal(objective, fit.Objective, 2e-6 * objective);
        var model = Network.Linear(fit.Weights, fit.Biases);
        foreach (var (row, k, expected) in new[] { (0, 0, first), (55, 1, second), (75, 2, third) })
        {
            float[] p = new float[3];
            model.Predict(data.Matrix.SliceRows(row, 1), new(p, 1, 3));
            Assert.Equal(expected, Math.Exp(p[k]) / p.Sum(z => Math.Exp(z)), 1e-4);
        }
    }

    [Fact]
    public void A_row_of_weight_2_is_that_row_twice_and_one_of_weight_0_is_not_there()
    {
        var data = FewerIris();
        int[] rows = [.. Enumerable.Range(0, 80).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        var weighted = new Dataset(data.Features, data.Shape, data.Targets) { RowWeights = [.. Enumerable.Range(0, 80).Select(i => (float)(i % 3))] };
        var exact = new LinearOptions { GradientTolerance = 1e-8 };
        LinearFit once = LinearTrainer.Fit(weighted, Loss.CrossEntropy, exact), twice = LinearTrainer.Fit(data.Subset(rows), Loss.CrossEntropy, exact);
        Assert.Equal(twice.Objective, once.Objective, 1e-6 * twice.Objective);
        for (int i = 0; i < once.Weights.Length; i++) Assert.Equal(twice.Weights[i], once.Weights[i], 1e-3);
    }

    /// <summary>The first 50, 20 and 10 of the three kinds, standardised among themselves.</summary>
    static Dataset FewerIris()
    {
        using var source = EmbeddedData.Open("iris");
        var table = source.ReadAll().SelectRows([.. Enumerable.Range(0, 70), .. Enumerable.Range(100, 10)]);
        return TrainingData.Of(table, source.Targets).Training;
    }

    static Dataset Rows(TargetSet targets) => new(new float[targets.Rows], ExampleShape.List(1), targets);
}
