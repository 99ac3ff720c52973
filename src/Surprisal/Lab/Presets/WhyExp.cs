using Surprisal.Losses;

namespace Surprisal;

/// <summary>Softmax against p = |z|/Σ|z|: the same rows, starts and steps.</summary>
/// <param name="Exp">By softmax.</param>
/// <param name="Size">By |z|.</param>
/// <param name="Lines">The excess as training goes on, on the first draw.</param>
public sealed record WhyExp(LabArm Exp, LabArm Size, LabChart Lines) : LabAnswer
{
    const int Rows = 300, Steps = 200;

    /// <inheritdoc/>
    public override bool Confirms => Size.ExcessOver(Exp).Low > 0;

    /// <inheritdoc/>
    public override string Verdict => Confirms
        ? $"exp wins: the same linear model ends {LabArm.Nats(Exp.Excess)} nats over the floor, with |z| {LabArm.Nats(Size.Excess)}; {Exp.AccuracyAgainst(Size)}."
        : Size.ExcessOver(Exp).High < 0
        ? $"|z| wins: the same linear model ends {LabArm.Nats(Size.Excess)} nats over the floor, with exp {LabArm.Nats(Exp.Excess)}; {Size.AccuracyAgainst(Exp)}."
        : "No difference shown between exp and |z| here.";

    /// <inheritdoc/>
    public override string Method =>
        FormattableString.Invariant($"{LabRun.Draws} draws of {Rows} rows from gaussians; plain gradient descent for {Steps} steps, each loss at the best of five step sizes; judged by {LabRun.JudgedRows:#,0} other rows.");

    /// <inheritdoc/>
    public override LabTable Table => LabArm.Table(Exp, Size);

    /// <inheritdoc/>
    public override IReadOnlyList<LabDifference> Differences => Size.Differences(Exp);

    /// <inheritdoc/>
    public override LabChart Chart => Lines;

    internal static WhyExp Measure(LabRun run)
    {
        var draws = run.Repeat(seed =>
        {
            KnownSample training = KnownTruths.Gaussians.Draw(Rows, seed), judged = KnownTruths.Gaussians.Draw(LabRun.JudgedRows, seed, part: 1);
            // |z| of a row of zeros is no share of anything: both begin at the same small numbers.
            double[] start = Descent.Start(training.Truth, seed, size: 0.1);
            return (Exp: Descent.Best(training, Loss.CrossEntropy, start, Steps, run.Stop), Size: Descent.Best(training, Loss.AbsNormalised, start, Steps, run.Stop), Judged: judged);
        });
        var first = draws[0];
        return new(
            new("softmax: exp", [.. draws.Select(d => d.Exp.Judge(d.Judged))]),
            new("|z| over Σ|z|", [.. draws.Select(d => d.Size.Judge(d.Judged))]),
            LabChart.OfSteps("Nats over the floor as training goes on", ("softmax: exp", first.Exp.ExcessAgain(Steps, run.Stop)), ("|z| over Σ|z|", first.Size.ExcessAgain(Steps, run.Stop))));
    }
}
