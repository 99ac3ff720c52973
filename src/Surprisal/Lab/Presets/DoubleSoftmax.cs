using System.Globalization;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Cross-entropy as it should be, of a softmax taken twice, and of rows that do not sum to one.</summary>
/// <param name="Once">Softmax taken once.</param>
/// <param name="Twice">Trained by the softmax of a softmax, and read so.</param>
/// <param name="TwiceReadOnce">The same model, read by one softmax.</param>
/// <param name="Unnormalised">Trained by −log σ(z_y), and read by softmax to have something that sums to one.</param>
/// <param name="Shown">The loss that each training showed at its end, in nats: once, twice, not normalised.</param>
/// <param name="RowSum">Σ σ(z) of a row of the last, on average.</param>
/// <param name="Least">The least loss that two softmaxes can show, in nats.</param>
/// <param name="Lines">The losses shown as training goes on, on the first draw.</param>
public sealed record DoubleSoftmax(
    LabArm Once, LabArm Twice, LabArm TwiceReadOnce, LabArm Unnormalised, IReadOnlyList<double> Shown, double RowSum, double Least, LabChart Lines) : LabAnswer
{
    const int Rows = 300, Steps = 200;

    /// <inheritdoc/>
    public override bool Confirms => Twice.ExcessOver(Once).Low > 0 && Shown[2] < Unnormalised.Floor;

    /// <inheritdoc/>
    public override string Verdict
    {
        get
        {
            var excess = Twice.ExcessOver(Once);
            string twice = !excess.ExcludesZero ? "Between one softmax and two no difference is shown"
                : $"{(excess.Mean > 0 ? "Taken twice, softmax ends" : "Taken twice, softmax gains: it ends")} {LabArm.Nats(Twice.Excess)} nats over the floor against {LabArm.Nats(Once.Excess)} (its loss cannot be below {LabArm.Nats(Least)})";
            string unnormalised = Shown[2] < Unnormalised.Floor
                ? $"rows that sum to {RowSum.ToString("0.00", CultureInfo.InvariantCulture)} show a loss of {LabArm.Nats(Shown[2])}, below the floor of {LabArm.Nats(Unnormalised.Floor)} that no model can beat: it means nothing"
                : $"rows that sum to {RowSum.ToString("0.00", CultureInfo.InvariantCulture)} show a loss of {LabArm.Nats(Shown[2])}, above the floor of {LabArm.Nats(Unnormalised.Floor)}";
            return $"{twice}; {unnormalised}.";
        }
    }

    /// <inheritdoc/>
    public override string Method =>
        FormattableString.Invariant($"{LabRun.Draws} draws of {Rows} rows from gaussians; plain gradient descent for {Steps} steps, each loss at the best of five step sizes; judged by {LabRun.JudgedRows:#,0} other rows. The loss shown is the training's own.");

    /// <inheritdoc/>
    public override LabTable Table
    {
        get
        {
            var arms = LabArm.Table(Once, Twice, TwiceReadOnce, Unnormalised);
            double[] shown = [Shown[0], Shown[1], Shown[1], Shown[2]];
            return new([new("loss shown", LabUnit.Nats), .. arms.Columns], [.. arms.Rows.Select((row, i) => new LabRow(row.Name, [shown[i], .. row.Values]))]);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LabDifference> Differences => Twice.Differences(Once);

    /// <inheritdoc/>
    public override LabChart Chart => Lines;

    internal static DoubleSoftmax Measure(LabRun run)
    {
        Loss twice = Loss.Of(new TwiceSoftmax()), unnormalised = Loss.Of(new WithoutNormalising());
        var truth = KnownTruths.Gaussians;
        var draws = run.Repeat(seed =>
        {
            KnownSample training = truth.Draw(Rows, seed), judged = truth.Draw(LabRun.JudgedRows, seed, part: 1);
            double[] start = Descent.Start(truth, seed, size: 0);
            return (Judged: judged, Once: Descent.Best(training, Loss.CrossEntropy, start, Steps, run.Stop), Twice: Descent.Best(training, twice, start, Steps, run.Stop),
                Unnormalised: Descent.Best(training, unnormalised, start, Steps, run.Stop));
        });
        var first = draws[0];
        double[] floor = new double[Steps];
        Array.Fill(floor, first.Judged.Floor);
        return new(
            new("softmax once", [.. draws.Select(d => d.Once.Judge(d.Judged))]), new("twice", [.. draws.Select(d => ReadTwice(d.Twice, d.Judged))]),
            new("twice, read by one", [.. draws.Select(d => d.Twice.Judge(d.Judged))]), new("rows of any sum", [.. draws.Select(d => d.Unnormalised.Judge(d.Judged))]),
            [draws.Average(d => d.Once.Losses[^1]), draws.Average(d => d.Twice.Losses[^1]), draws.Average(d => d.Unnormalised.Losses[^1])],
            draws.Average(d => RowSumOf(d.Unnormalised, d.Judged)), Math.Log(1 + (truth.ClassNames.Count - 1) / Math.E),
            LabChart.OfSteps("The loss shown as training goes on", ("softmax once", first.Once.Losses), ("twice", first.Twice.Losses), ("rows of any sum", first.Unnormalised.Losses), ("floor", floor)));
    }

    static KnownScores ReadTwice(Descent model, KnownSample judged)
    {
        int classes = judged.Truth.ClassNames.Count;
        double[] logits = model.Logits(judged);
        Activations.Softmax<double>(logits.AsMatrix(classes), logits.AsMatrix(classes));
        return KnownScores.Of(judged, logits.AsMatrix(classes), OutputActivation.Softmax);
    }

    static double RowSumOf(Descent model, KnownSample judged)
    {
        double[] logits = model.Logits(judged);
        Activations.Sigmoid<double>(logits, logits);
        return logits.Sum() / judged.Rows;
    }
}
