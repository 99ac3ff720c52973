using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Cross-entropy with and without label smoothing: where a network learns few rows by heart, and where a linear model has rows enough.</summary>
/// <param name="FewPlain">Few rows, without.</param>
/// <param name="FewSmoothed">Few rows, with.</param>
/// <param name="ManyPlain">Rows enough, without.</param>
/// <param name="ManySmoothed">Rows enough, with.</param>
public sealed record LabelSmoothing(LabArm FewPlain, LabArm FewSmoothed, LabArm ManyPlain, LabArm ManySmoothed) : LabAnswer
{
    const int Few = 150, Many = 3000, Epochs = 100;
    const double Smoothing = 0.1, FewPercent = 0.02;

    /// <inheritdoc/>
    public override bool Confirms => FewSmoothed.AccuracyOver(FewPlain) is { Mean: >= FewPercent, Low: > 0 } && FewSmoothed.ConfidenceOver(FewPlain).High < 0 && ManySmoothed.ConfidenceOver(ManyPlain).High < 0;

    /// <inheritdoc/>
    public override string Verdict
    {
        get
        {
            var accuracy = FewSmoothed.AccuracyOver(FewPlain);
            var confidence = FewSmoothed.ConfidenceOver(FewPlain);
            string answers = !accuracy.ExcludesZero ? "No difference in accuracy shown" : $"Accuracy {(accuracy.Mean > 0 ? "rises" : "falls")} from {LabArm.Percent(FewPlain.Accuracy)} to {LabArm.Percent(FewSmoothed.Accuracy)}";
            string sureness = !confidence.ExcludesZero ? "nor in confidence" : $"confidence {(confidence.Mean < 0 ? "falls" : "rises")} from {LabArm.Percent(FewPlain.Confidence)} to {LabArm.Percent(FewSmoothed.Confidence)}";
            return $"{answers}, {sureness}; where a network learns few rows by heart its probabilities {Change(FewSmoothed, FewPlain)}, where rows are enough they {Change(ManySmoothed, ManyPlain)}.";
        }
    }

    /// <inheritdoc/>
    public override string Method => string.Create(CultureInfo.InvariantCulture,
        $"Smoothing {Smoothing} on {LabRun.Draws} draws from gaussians: {Few} rows and a network of 64 hidden numbers for {Epochs} epochs, {Many:#,0} rows and a linear model; judged by {LabRun.JudgedRows:#,0} other rows.");

    /// <inheritdoc/>
    public override LabTable Table => LabArm.Table(FewPlain, FewSmoothed, ManyPlain, ManySmoothed);

    /// <inheritdoc/>
    public override IReadOnlyList<LabDifference> Differences =>
    [
        .. FewSmoothed.Differences(FewPlain), new($"{FewSmoothed.Name} less {FewPlain.Name}, confidence", LabUnit.Share, FewSmoothed.ConfidenceOver(FewPlain)), .. ManySmoothed.Differences(ManyPlain),
    ];

    /// <inheritdoc/>
    public override LabChart Chart => new(
        "Accuracy and confidence", "", "share",
        [new("accuracy", [0, 1, 2, 3], Each(arm => arm.Accuracy)), new("confidence", [0, 1, 2, 3], Each(arm => arm.Confidence))], [FewPlain.Name, FewSmoothed.Name, ManyPlain.Name, ManySmoothed.Name]);

    internal static LabelSmoothing Measure(LabRun run)
    {
        var smoothed = Loss.CrossEntropy with { LabelSmoothing = Smoothing };
        var draws = run.Repeat(seed =>
        {
            var judged = KnownTruths.Gaussians.Draw(LabRun.JudgedRows, seed, part: 1);
            Dataset few = KnownTruths.Gaussians.Draw(Few, seed).Data, many = KnownTruths.Gaussians.Draw(Many, seed, part: 2).Data;
            return (Few: Network(few, judged, Loss.CrossEntropy, seed, run.Stop), FewSmoothed: Network(few, judged, smoothed, seed, run.Stop),
                Many: LinearScores.Of(many, judged, Loss.CrossEntropy, run.Stop), ManySmoothed: LinearScores.Of(many, judged, smoothed, run.Stop));
        });
        return new(
            new($"network, {Few} rows", [.. draws.Select(d => d.Few)]), new("network, smoothed", [.. draws.Select(d => d.FewSmoothed)]),
            new($"linear, {Many.ToString("#,0", CultureInfo.InvariantCulture)} rows", [.. draws.Select(d => d.Many)]), new("linear, smoothed", [.. draws.Select(d => d.ManySmoothed)]));
    }

    static KnownScores Network(Dataset training, KnownSample judged, Loss loss, int seed, CancellationToken stop)
    {
        // A large step and many epochs: the point is a network that has learnt its rows by heart.
        var options = new TrainingOptions { Model = ModelKind.Mlp, Hidden = [64, 64], Epochs = Epochs, Patience = 0, LearningRate = 5e-3, Seed = seed, Threads = 1 };
        var model = NetworkTrainer.Fit(training, null, loss, options, stop: stop).Model;
        return KnownScores.Of(judged, new(KnownTrial.Logits(model, judged.Data), judged.Rows, model.Outputs), OutputActivation.Softmax);
    }

    static string Change(LabArm smoothed, LabArm plain)
    {
        var excess = smoothed.ExcessOver(plain);
        return !excess.ExcludesZero ? "show no difference" : $"{(excess.Mean < 0 ? "gain" : "lose")}, {LabArm.Nats(plain.Excess)} to {LabArm.Nats(smoothed.Excess)} nats over the floor";
    }

    double[] Each(Func<LabArm, double> figure) => [figure(FewPlain), figure(FewSmoothed), figure(ManyPlain), figure(ManySmoothed)];
}
