using System.Globalization;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>Cross-entropy against the squared error of softmax: how many steps each needs, from nothing and from a model that is surely wrong.</summary>
/// <param name="Surprisal">Cross-entropy.</param>
/// <param name="Squared">Squared error.</param>
/// <param name="Lines">The excess from the wrong start, on the first draw.</param>
public sealed record WhyNotSquaredError(WhyNotSquaredError.Pace Surprisal, WhyNotSquaredError.Pace Squared, LabChart Lines) : LabAnswer
{
    const int Rows = 400, MostSteps = 1000, ShownSteps = 250, Turned = 100;
    const double Near = 0.03, Sureness = 4;

    /// <summary>How fast a loss learns. Steps are medians over the draws; infinite where half of them and more did not arrive.</summary>
    /// <param name="FromNothing">Steps from weights of 0.</param>
    /// <param name="FromWrong">Steps from a model that has learnt every class as its neighbour and is sure of it.</param>
    /// <param name="SlopeWhenWrong">The largest |∂ℓ/∂z| of a row whose true class trails by 10.</param>
    public readonly record struct Pace(double FromNothing, double FromWrong, double SlopeWhenWrong);

    /// <inheritdoc/>
    public override bool Confirms => Surprisal.FromWrong < Squared.FromWrong && Surprisal.FromNothing < Squared.FromNothing && Surprisal.SlopeWhenWrong > Squared.SlopeWhenWrong;

    /// <inheritdoc/>
    public override string Verdict => Surprisal.FromWrong < Squared.FromWrong
        ? $"From a sure mistake squared error needs {Steps(Squared.FromWrong)} steps where cross-entropy needs {Steps(Surprisal.FromWrong)}; from nothing {Steps(Squared.FromNothing)} against {Steps(Surprisal.FromNothing)}{(Squared.FromNothing <= Surprisal.FromNothing ? ", where it is no slower" : "")}."
        : $"No advantage of cross-entropy shown: {Steps(Surprisal.FromWrong)} steps from a sure mistake, squared error {Steps(Squared.FromWrong)}.";

    /// <inheritdoc/>
    public override string Method => string.Create(CultureInfo.InvariantCulture,
        $"{LabRun.Draws} draws of {Rows} rows from gaussians; steps of plain gradient descent until {Near} nats over the floor, the fewest of five step sizes, at most {MostSteps:#,0}; medians.");

    /// <inheritdoc/>
    public override LabTable Table => new(
        [new("steps from nothing", LabUnit.Count), new("steps from a sure mistake", LabUnit.Count), new("slope where surely wrong", LabUnit.Number)],
        [Row("cross-entropy", Surprisal), Row("squared error", Squared)]);

    /// <inheritdoc/>
    public override LabChart Chart => Lines;

    internal static WhyNotSquaredError Measure(LabRun run)
    {
        Loss[] losses = [Loss.CrossEntropy, Loss.ExpectationL2];
        var draws = run.Repeat(seed =>
        {
            var training = KnownTruths.Gaussians.Draw(Rows, seed);
            double[] nothing = Descent.Start(training.Truth, seed, size: 0), wrong = Wrong(training, nothing, run.Stop);
            return Array.ConvertAll(losses, loss => (
                FromNothing: Descent.FewestSteps(training, loss, nothing, Near, MostSteps, run.Stop), FromWrong: Descent.FewestSteps(training, loss, wrong, Near, MostSteps, run.Stop),
                Run: Descent.Best(training, loss, wrong, ShownSteps, run.Stop)));
        });
        Pace PaceOf(int i) => new(Median(draws.Select(d => d[i].FromNothing)), Median(draws.Select(d => d[i].FromWrong)), LossProbe.Of(losses[i]).SlopeWhenWrong.Yes);
        IReadOnlyList<double> Line(int i) => draws[0][i].Run.ExcessAgain(ShownSteps, run.Stop);
        return new(PaceOf(0), PaceOf(1), LabChart.OfSteps("Nats over the floor after a start that is surely wrong", ("cross-entropy", Line(0)), ("squared error", Line(1))));
    }

    /// <summary>A model of the same rows whose classes were told one on, grown four times as sure.</summary>
    static double[] Wrong(KnownSample sample, double[] nothing, CancellationToken stop)
    {
        int classes = sample.Truth.ClassNames.Count;
        var right = new Descent(sample, Loss.CrossEntropy, nothing, rate: 1);
        for (int step = 0; step < Turned; step++) right.Step(stop);
        double[] wrong = new double[nothing.Length];
        for (int i = 0; i < wrong.Length; i++) wrong[i / classes * classes + (i + 1) % classes] = Sureness * right.Weights[i];
        return wrong;
    }

    static double Median(IEnumerable<double> steps)
    {
        double[] sorted = [.. steps.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    static LabRow Row(string name, Pace pace) => new(name, pace.FromNothing, pace.FromWrong, pace.SlopeWhenWrong);

    static string Steps(double steps) => double.IsFinite(steps) ? steps.ToString("#,0.#", CultureInfo.InvariantCulture) : $"more than {MostSteps.ToString("#,0", CultureInfo.InvariantCulture)}";
}
