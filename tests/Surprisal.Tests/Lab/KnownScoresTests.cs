using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Tests.Lab;

public sealed class KnownScoresTests
{
    public static TheoryData<string> Names => [.. KnownTruths.All.Select(truth => truth.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_truth_itself_has_nothing_over_the_floor(string name)
    {
        var sample = KnownTruths.Find(name)!.Draw(2000, seed: 1);
        var scores = Of(sample, p => Math.Log(p), OutputActivation.Exponential);
        Assert.Equal(0, scores.Excess, 1e-12);
        Assert.Equal(0, scores.Calibration, 1e-6); // truths are floats for the temperature
        Assert.Equal(sample.BayesAccuracy, scores.Accuracy, 1e-12);
        Assert.Equal(sample.Floor, scores.LogLoss, 1e-12);
    }

    [Fact]
    public void Guessing_evenly_is_over_the_floor_by_what_is_to_be_known()
    {
        var sample = KnownTruths.Xor.Draw(500, seed: 1);
        var scores = Of(sample, _ => 0, OutputActivation.Softmax);
        Assert.Equal(Math.Log(2) + 0.9 * Math.Log(0.9) + 0.1 * Math.Log(0.1), scores.Excess, 1e-12);
        Assert.Equal(0.5, scores.Confidence, 1e-12);
    }

    [Fact]
    public void Logits_three_times_too_large_are_a_fault_of_calibration_alone()
    {
        foreach (var truth in (KnownTruth[])[KnownTruths.Gaussians, KnownTruths.Logistic])
        {
            var scores = Of(truth.Draw(3000, seed: 2), p => 3 * Math.Log(p), OutputActivation.Softmax);
            Assert.True(scores.Excess > 0.1);
            Assert.Equal(scores.Excess, scores.Calibration, 1e-3);
            Assert.Equal(scores.Excess, scores.Calibration + scores.Refinement, 1e-12);
            Assert.True(scores.Confidence > scores.Accuracy + 0.05);
        }
    }

    [Fact]
    public void Labels_three_times_too_sure_are_a_fault_of_calibration_alone()
    {
        var scores = Of(KnownTruths.Labels.Draw(3000, seed: 2), p => 3 * Math.Log(p / (1 - p)), OutputActivation.Sigmoid);
        Assert.True(scores.Excess > 0.1);
        Assert.Equal(scores.Excess, scores.Calibration, 1e-9);
    }

    [Fact]
    public void What_is_not_told_apart_is_a_fault_of_refinement_alone()
    {
        var sample = KnownTruths.Xor.Draw(3000, seed: 3);
        double[] shares = [0, 0];
        for (int row = 0; row < sample.Rows; row++)
            for (int k = 0; k < 2; k++) shares[k] += sample.Posterior(row)[k] / sample.Rows;
        double[] logits = new double[2 * sample.Rows];
        for (int i = 0; i < logits.Length; i++) logits[i] = Math.Log(shares[i % 2]);
        var scores = KnownScores.Of(sample, logits.AsMatrix(2), OutputActivation.Softmax);
        Assert.Equal(0, scores.Calibration, 1e-9);
        Assert.Equal(-shares.Sum(s => s * Math.Log(s)) - sample.Floor, scores.Refinement, 1e-9);
    }

    [Fact]
    public void The_expected_log_loss_is_that_of_drawn_answers_but_for_their_luck()
    {
        var sample = KnownTruths.Gaussians.Draw(20_000, seed: 4);
        double[] logits = new double[3 * sample.Rows], losses = new double[sample.Rows];
        for (int i = 0; i < logits.Length; i++) logits[i] = 0.4 * Math.Log(sample.Posteriors[i]) + i % 3;
        Loss.CrossEntropy.EvaluateEach(logits.AsMatrix(3), sample.Data.Targets!.Classes, losses);
        double mean = losses.Average(), error = Math.Sqrt(losses.Sum(l => (l - mean) * (l - mean))) / losses.Length;
        Assert.InRange(KnownScores.Of(sample, logits.AsMatrix(3), OutputActivation.Softmax).LogLoss, mean - 4.5 * error, mean + 4.5 * error);
    }

    [Fact]
    public void Calling_the_possible_impossible_costs_infinity()
    {
        var scores = Of(KnownTruths.Labels.Draw(100, seed: 1), p => p > 0.5 ? 1 : 0, OutputActivation.Identity);
        Assert.Equal(double.PositiveInfinity, scores.Excess);
        Assert.Equal(double.PositiveInfinity, scores.Calibration);
        Assert.True(double.IsFinite(scores.Refinement));
    }

    [Fact]
    public void Shares_of_sizes_and_softmax_read_as_labels_are_read_as_they_are()
    {
        double[] logits = [-3, 1, 0];
        var sizes = LogReading.Of(logits.AsMatrix(3), OutputActivation.AbsNormalised, labels: false);
        Assert.Equal([Math.Log(0.75), Math.Log(0.25), double.NegativeInfinity], sizes.Yes);
        var softmax = LogReading.Of(logits.AsMatrix(3), OutputActivation.Softmax, labels: true);
        double p = Math.E / (Math.Exp(-3) + Math.E + 1);
        Assert.Equal(Math.Log(p), softmax.Yes[1], 1e-14);
        Assert.Equal(Math.Log(1 - p), softmax.No[1], 1e-14);
    }

    [Fact]
    public void A_certain_truth_pools_as_drawn_answers_do()
    {
        var random = new Random(7);
        float[] said = [.. Enumerable.Range(0, 400).Select(_ => random.Next(50) / 50f)];
        bool[] holds = [.. said.Select(p => random.NextDouble() < p * p)];
        uint[] keys = [.. said.Select((p, i) => Ranking.Key(p, holds[i])).Order()];
        double soft = Isotonic.LogLoss([.. said.Select(p => (double)p)], [.. holds.Select(h => h ? 1.0 : 0)]);
        Assert.Equal(Isotonic.LogLoss(keys), soft, 1e-9);
    }

    [Fact]
    public void Logits_of_another_size_are_refused() => Assert.Equal(
        "logits: expected 10 × 3 as the sample has, got 9 × 3.",
        Assert.Throws<ArgumentException>(() => KnownScores.Of(KnownTruths.Gaussians.Draw(10, 1), new double[27].AsMatrix(3), OutputActivation.Softmax)).Message);

    static KnownScores Of(KnownSample sample, Func<double, double> logit, OutputActivation activation)
    {
        double[] logits = new double[sample.Posteriors.Length];
        for (int i = 0; i < logits.Length; i++) logits[i] = logit(sample.Posteriors[i]);
        return KnownScores.Of(sample, logits.AsMatrix(sample.Truth.ClassNames.Count), activation);
    }
}
