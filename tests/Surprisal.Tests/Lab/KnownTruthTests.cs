using Surprisal.Data;

namespace Surprisal.Tests.Lab;

/// <summary>What is said to be true of drawn data is.</summary>
public sealed class KnownTruthTests
{
    public static TheoryData<string> Names => [.. KnownTruths.All.Select(truth => truth.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_come_as_often_as_their_probabilities_say(string name)
    {
        var sample = KnownTruths.Find(name)!.Draw(20_000, seed: 5);
        int classes = sample.Truth.ClassNames.Count;
        for (int k = 0; k < classes; k++)
        {
            // In each fifth of [0, 1] on its own, so that no bias hides behind another.
            double[] surplus = new double[5], variance = new double[5];
            for (int row = 0; row < sample.Rows; row++)
            {
                double p = sample.Posterior(row)[k];
                int fifth = Math.Min((int)(5 * p), 4);
                surplus[fifth] += (Holds(sample.Data.Targets!, row, k) ? 1 : 0) - p;
                variance[fifth] += p * (1 - p);
            }

            for (int fifth = 0; fifth < 5; fifth++) Assert.InRange(surplus[fifth], -4.5 * Math.Sqrt(variance[fifth]), 4.5 * Math.Sqrt(variance[fifth]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_floor_is_the_mean_surprisal_of_the_answers(string name)
    {
        var sample = KnownTruths.Find(name)!.Draw(20_000, seed: 6);
        int classes = sample.Truth.ClassNames.Count;
        bool labels = sample.Truth.Kind == TargetKind.MultiLabel;
        double[] surprisal = new double[sample.Rows];
        for (int row = 0; row < surprisal.Length; row++)
        {
            for (int k = 0; k < classes; k++)
            {
                double p = sample.Posterior(row)[k];
                bool holds = Holds(sample.Data.Targets!, row, k);
                if (labels) surprisal[row] -= Math.Log(holds ? p : 1 - p) / classes;
                else if (holds) surprisal[row] -= Math.Log(p);
            }
        }

        double mean = surprisal.Average(), error = Math.Sqrt(surprisal.Sum(s => (s - mean) * (s - mean))) / surprisal.Length;
        Assert.InRange(sample.Floor, mean - 4.5 * error, mean + 4.5 * error);
    }

    [Fact]
    public void The_floor_of_xor_is_the_entropy_of_its_noise()
    {
        var sample = KnownTruths.Xor.Draw(1000, seed: 1);
        Assert.Equal(-0.9 * Math.Log(0.9) - 0.1 * Math.Log(0.1), sample.Floor, 1e-12);
        Assert.Equal(0, sample.FloorError, 1e-12);
        Assert.Equal(0.9, sample.BayesAccuracy, 1e-12);
    }

    [Fact]
    public void The_floor_of_logistic_is_an_integral_over_its_logit()
    {
        // The logit is normal: mean −0.5, variance 1.5² + 1² + 0.5².
        double deviation = Math.Sqrt(3.5), integral = 0;
        const double step = 0.001;
        for (double u = -10; u < 10; u += step)
        {
            double p = 1 / (1 + Math.Exp(0.5 - deviation * u)), weight = Math.Exp(-u * u / 2) / Math.Sqrt(2 * Math.PI);
            integral -= step * weight * (p * Math.Log(p) + (1 - p) * Math.Log(1 - p));
        }

        var sample = KnownTruths.Logistic.Draw(50_000, seed: 2);
        Assert.InRange(sample.Floor, integral - 4 * sample.FloorError, integral + 4 * sample.FloorError);
        Assert.InRange(sample.FloorError, 1e-4, 2e-3);
    }

    [Fact]
    public void Clouds_of_equal_width_have_the_linear_logits_of_discriminant_analysis()
    {
        var sample = KnownTruths.Gaussians.Draw(50, seed: 3);
        for (int row = 0; row < sample.Rows; row++)
        {
            double x = sample.Data.Features[2 * row], y = sample.Data.Features[2 * row + 1], variance = 0.75 * 0.75;
            var p = sample.Posterior(row);
            Assert.Equal(2 * x / variance, Math.Log(p[1] / p[0]), 1e-9); // centres (−1, 0) and (1, 0)
            Assert.Equal((x + 1.5 * y - (1.5 * 1.5 - 1) / 2) / variance, Math.Log(p[2] / p[0]), 1e-9); // and (0, 1.5)
        }
    }

    [Fact]
    public void Exactly_one_at_most_one_and_any_are_what_they_say()
    {
        int[] ones = Counts(KnownTruths.OneOf), none = Counts(KnownTruths.OneOrNone), any = Counts(KnownTruths.Labels);
        Assert.All(ones, count => Assert.Equal(1, count));
        Assert.Equal([0, 1], none.Distinct().Order());
        Assert.Equal([0, 1, 2, 3], any.Distinct().Order());

        static int[] Counts(KnownTruth truth) => [.. truth.Draw(1000, seed: 4).Data.Targets!.Values.Chunk(3).Select(row => row.Count(t => t == 1))];
    }

    [Fact]
    public void A_seed_decides_the_rows_and_another_part_has_others()
    {
        Assert.Equal(KnownTruths.Moons.Draw(100, 1).Data.Features, KnownTruths.Moons.Draw(100, 1).Data.Features);
        Assert.NotEqual(KnownTruths.Moons.Draw(100, 1).Data.Features, KnownTruths.Moons.Draw(100, 2).Data.Features);
        Assert.NotEqual(KnownTruths.Moons.Draw(100, 1).Data.Features, KnownTruths.Moons.Draw(100, 1, part: 1).Data.Features);
    }

    static bool Holds(TargetSet targets, int row, int k) =>
        targets.Kind == TargetKind.ClassIndex ? targets.Classes[row] == k : targets.Values[row * targets.ClassNames.Count + k] == 1;
}
