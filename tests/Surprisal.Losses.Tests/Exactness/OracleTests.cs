namespace Surprisal.Losses.Tests.Exactness;

/// <summary>What the oracle itself is held to.</summary>
public class OracleTests
{
    public static TheoryData<string> Cases => ExactnessTests.Cases;

    [Theory, MemberData(nameof(Cases))]
    public void The_gradient_is_the_slope_of_the_loss(string name)
    {
        var exactCase = ExactCase.All.Single(c => c.Name == name);
        var random = new Random(11);
        for (int i = 0; i < 60; i++)
        {
            int columns = 1 + i % 5, target = random.Next(columns);
            double[] logits = Numbers(columns, () => random.NextDouble() * 6 - 3), values = Numbers(columns, random.NextDouble);
            var options = exactCase.Options(columns);
            double[]? answers = exactCase.Soft || exactCase.Oracle.Kinds is RowKinds.Logistic or RowKinds.Real or RowKinds.LogProbabilities ? values : null;
            var row = new OracleRow(logits, target, answers, options);
            if (exactCase.Oracle.Admits?.Invoke(row) == false) continue;
            var exact = exactCase.Oracle.Evaluate(row);
            for (int k = 0; k < columns; k++)
            {
                double step = Math.ScaleB(1, -24); // the error of the difference is its square, and curvature
                DoubleDouble up = LossAt(exactCase, logits, k, step, target, answers, options), down = LossAt(exactCase, logits, k, -step, target, answers, options);
                double slope = (double)exact.Gradient[k], size = Math.Max(1, Math.Pow(Math.Abs(slope), 3)); // the third derivative of log|z| is its slope cubed
                Assert.Equal((double)((up - down) / (2 * step)), slope, 1e-11 * size);
            }
        }
    }

    /// <summary>By mpmath 1.3 with 40 digits; a class, or numbers.</summary>
    [Theory]
    [InlineData("cross-entropy", new[] { 20.0, 0 }, 0, null, 2.0611536203143807e-9)]
    [InlineData("cross-entropy", new[] { 103.25, 0 }, 0, null, 1.44242999044028e-45)]
    [InlineData("cross-entropy", new[] { 1e8, 1e8, 1e8, 1e8 }, 2, null, 1.3862943611198906)]
    [InlineData("cross-entropy", new[] { 1e30, 0 }, 1, null, 1e30)]
    [InlineData("focal", new[] { 1.5, -0.25, 0.75 }, 1, null, 1.7987803180334176)]
    [InlineData("poly", new[] { 1.5, -0.25, 0.75 }, 1, null, 3.1428689881301896)]
    [InlineData("generalized-cross-entropy", new[] { 1.5, -0.25, 0.75 }, 1, null, 1.1325218887444175)]
    [InlineData("symmetric-cross-entropy", new[] { 1.5, -0.25, 0.75 }, 1, null, 3.8025854790224741)]
    [InlineData("log-squared", new[] { 1.5, -0.25, 0.75 }, 1, null, 5.0554530004082161)]
    [InlineData("log-squared", new[] { 1.5, -0.25, 0.75 }, -1, new[] { 0.25, 0.5, 0.25 }, 1.3768021250851233)]
    [InlineData("tanimoto", new[] { 1.5, -0.25, 0.75 }, 1, null, -0.077795065295874991)]
    [InlineData("tanimoto", new[] { 1.5, -0.25, 0.75 }, -1, new[] { 0.25, 0.5, 0.25 }, -0.49256237511396918)]
    [InlineData("cauchy-schwarz", new[] { 1.5, -0.25, 0.75 }, 1, null, 1.8629010246157997)]
    [InlineData("cauchy-schwarz", new[] { 1.5, -0.25, 0.75 }, -1, new[] { 0.25, 0.5, 0.25 }, 0.40999127043195013)]
    [InlineData("spherical", new[] { 1.5, -0.25, 0.75 }, 1, null, -0.15522167466835422)]
    [InlineData("spherical", new[] { 1.5, -0.25, 0.75 }, -1, new[] { 0.25, 0.5, 0.25 }, -0.40640466784781988)]
    [InlineData("expectation-l1", new[] { 1.5, -0.25, 0.75 }, 1, null, 1.7888710667740796)]
    [InlineData("expectation-l2", new[] { 1.5, -0.25, 0.75 }, 1, null, 1.2513913532898951)]
    [InlineData("expectation-linf", new[] { 1.5, -0.25, 0.75 }, -1, new[] { 0.25, 0.5, 0.25 }, 0.39443553338703978)]
    [InlineData("abs-normalised", new[] { 1.5, -0.25, 0.75 }, 1, null, 2.3025850929940457)]
    [InlineData("hinge", new[] { 1.5, -0.25, 0.75 }, 1, null, 4.75 / 3)]
    [InlineData("squared-hinge", new[] { 1.5, -0.25, 0.75 }, 2, null, 1.75 * 1.75 / 3)]
    [InlineData("ova-hinge", new[] { 1.5, -0.25, 0.75 }, 1, null, 4)]
    [InlineData("nll", new[] { -1.5, -0.25, -0.75 }, 2, null, 0.75)]
    [InlineData("binary-cross-entropy", new[] { 0.5 }, -1, new[] { 0.25 }, 0.84907698418010668)]
    [InlineData("binary-focal", new[] { 0.5 }, -1, new[] { 0.25 }, 0.2674411965602602)]
    [InlineData("asymmetric", new[] { 0.5 }, -1, new[] { 0.0 }, 0.091253004091200233)]
    [InlineData("asymmetric", new[] { 0.5 }, -1, new[] { 1.0 }, 0.17898334166916529)]
    [InlineData("kl-divergence", new[] { -0.75 }, -1, new[] { 0.25 }, -0.15907359027997265)]
    public void Losses_worked_out_elsewhere_come_out(string name, double[] logits, int target, double[]? values, double expected) =>
        Assert.Equal(expected, (double)Oracle.All[name].Evaluate(new(logits, target, values, new())).Losses[0], 4e-16 * Math.Abs(expected));

    static DoubleDouble LossAt(ExactCase exactCase, double[] logits, int k, double step, int target, double[]? answers, OracleOptions options)
    {
        double[] moved = [.. logits];
        moved[k] += step;
        DoubleDouble sum = 0;
        foreach (var loss in exactCase.Oracle.Evaluate(new(moved, target, answers, options)).Losses) sum += loss;
        return sum;
    }

    /// <summary>Multiples of 2⁻²⁴, so that a step from them is exact.</summary>
    static double[] Numbers(int count, Func<double> number)
    {
        double[] numbers = new double[count];
        for (int k = 0; k < count; k++) numbers[k] = Math.ScaleB(Math.Round(Math.ScaleB(number(), 24)), -24);
        return numbers;
    }
}
