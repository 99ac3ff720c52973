using Surprisal.Losses;

namespace Surprisal;

/// <summary>Binary cross-entropy against the distance |t − σ(z)|: the same rows, starts and steps.</summary>
/// <param name="Surprisal">By binary cross-entropy.</param>
/// <param name="Distance">By the distance.</param>
/// <param name="SurprisalSlope">|∂ℓ/∂z| of binary cross-entropy where the model is surely wrong: 10 logits.</param>
/// <param name="DistanceSlope">The same of the distance.</param>
/// <param name="Lines">The slopes by the margin.</param>
public sealed record WhyNotDistance(LabArm Surprisal, LabArm Distance, double SurprisalSlope, double DistanceSlope, LabChart Lines) : LabAnswer
{
    const int Rows = 300, Steps = 200;

    /// <inheritdoc/>
    public override bool Confirms => DistanceSlope < SurprisalSlope && Distance.ExcessOver(Surprisal).Low > 0;

    /// <inheritdoc/>
    public override string Verdict
    {
        get
        {
            var excess = Distance.ExcessOver(Surprisal);
            string probabilities = !excess.ExcludesZero ? "No difference shown between their probabilities"
                : excess.Mean > 0 ? $"The distance asks for yes or no, not for probabilities: {LabArm.Nats(Distance.Excess)} nats over the floor against {LabArm.Nats(Surprisal.Excess)} of cross-entropy"
                : $"The distance gives the better probabilities here: {LabArm.Nats(Distance.Excess)} nats over the floor against {LabArm.Nats(Surprisal.Excess)}";
            return $"{probabilities}; {Distance.AccuracyAgainst(Surprisal)}.";
        }
    }

    /// <inheritdoc/>
    public override string Method =>
        FormattableString.Invariant($"{LabRun.Draws} draws of {Rows} rows from labels; plain gradient descent for {Steps} steps, each loss at the best of five step sizes; judged by {LabRun.JudgedRows:#,0} other rows.");

    /// <inheritdoc/>
    public override LabTable Table
    {
        get
        {
            var arms = LabArm.Table(Surprisal, Distance);
            return new(
                [.. arms.Columns, new("slope where surely wrong", LabUnit.Number)],
                [new(arms.Rows[0].Name, [.. arms.Rows[0].Values, SurprisalSlope]), new(arms.Rows[1].Name, [.. arms.Rows[1].Values, DistanceSlope])]);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LabDifference> Differences => Distance.Differences(Surprisal);

    /// <inheritdoc/>
    public override LabChart Chart => Lines;

    internal static WhyNotDistance Measure(LabRun run)
    {
        var draws = run.Repeat(seed =>
        {
            KnownSample training = KnownTruths.Labels.Draw(Rows, seed), judged = KnownTruths.Labels.Draw(LabRun.JudgedRows, seed, part: 1);
            double[] start = Descent.Start(training.Truth, seed, size: 0.1);
            return (Surprisal: Descent.Best(training, Loss.BinaryCrossEntropy, start, Steps, run.Stop).Judge(judged),
                Distance: Descent.Best(training, Loss.SigmoidDistance, start, Steps, run.Stop).Judge(judged));
        });
        ProbeReport surprisal = LossProbe.Of(Loss.BinaryCrossEntropy), distance = LossProbe.Of(Loss.SigmoidDistance);
        return new(
            new("cross-entropy", [.. draws.Select(d => d.Surprisal)]), new("distance |t − p|", [.. draws.Select(d => d.Distance)]),
            surprisal.SlopeWhenWrong.Yes, distance.SlopeWhenWrong.Yes, LabChart.OfSlopes(("cross-entropy", surprisal), ("distance |t − p|", distance)));
    }
}
