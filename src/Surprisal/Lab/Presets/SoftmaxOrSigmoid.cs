using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>One softmax over the labels against a sigmoid for each, where exactly one applies, where any may, and where one or none does.</summary>
/// <param name="Cases">One for each kind of data.</param>
public sealed record SoftmaxOrSigmoid(params IReadOnlyList<SoftmaxOrSigmoid.Case> Cases) : LabAnswer
{
    const int Rows = 1000;

    /// <summary>Both on the same draws of one kind of data.</summary>
    /// <param name="Name">Which.</param>
    /// <param name="ExpectsSoftmax">Whether softmax is the usual answer to it.</param>
    /// <param name="Softmax">The softmax; its shares are taken for the labels' probabilities.</param>
    /// <param name="Sigmoid">The sigmoids.</param>
    public sealed record Case(string Name, bool ExpectsSoftmax, LabArm Softmax, LabArm Sigmoid)
    {
        /// <summary>Softmax's excess less the sigmoids', per yes or no.</summary>
        public MeanInterval Difference => Softmax.ExcessOver(Sigmoid);

        internal string Winner => !Difference.ExcludesZero ? "no difference shown" : $"{(Difference.Mean < 0 ? "softmax" : "sigmoid")} ({LabArm.Nats(Softmax.Excess)} against {LabArm.Nats(Sigmoid.Excess)})";
    }

    /// <inheritdoc/>
    public override bool Confirms => Cases.All(c => c.Difference.ExcludesZero && c.ExpectsSoftmax == c.Difference.Mean < 0);

    /// <inheritdoc/>
    public override string Verdict => $"Nats over the floor, softmax against sigmoids: {string.Join("; ", Cases.Select(c => $"{c.Name}: {c.Winner}"))}.";

    /// <inheritdoc/>
    public override string Method =>
        FormattableString.Invariant($"{LabRun.Draws} draws of {Rows:#,0} rows from one-of, labels and one-or-none; linear models at their optimum; softmax learns rows of several labels as even shares and leaves rows of none out. Nats per yes or no. The truth of one-of and one-or-none is a softmax, of labels sigmoids.");

    /// <inheritdoc/>
    public override LabTable Table => LabArm.Table([.. Cases.SelectMany(c => (LabArm[])[c.Softmax, c.Sigmoid])]);

    /// <inheritdoc/>
    public override IReadOnlyList<LabDifference> Differences => [.. Cases.Select(c => new LabDifference($"{c.Name}: softmax less sigmoid, over the floor", LabUnit.Nats, c.Difference))];

    /// <inheritdoc/>
    public override LabChart Chart => new(
        "Nats over the floor per yes or no", "which labels apply", "nats",
        [Bars("softmax", c => c.Softmax.Excess), Bars("sigmoid", c => c.Sigmoid.Excess)], [.. Cases.Select(c => c.Name)]);

    internal static SoftmaxOrSigmoid Measure(LabRun run)
    {
        (string Name, bool ExpectsSoftmax, KnownTruth Truth)[] cases =
            [("exactly one", true, KnownTruths.OneOf), ("any", false, KnownTruths.Labels), ("one or none", false, KnownTruths.OneOrNone)];
        var draws = run.Repeat(seed => Array.ConvertAll(cases, c =>
        {
            KnownSample training = c.Truth.Draw(Rows, seed), judged = c.Truth.Draw(LabRun.JudgedRows, seed, part: 1);
            return (Softmax: LinearScores.Of(AsShares(training.Data), judged, Loss.CrossEntropy, run.Stop), Sigmoid: LinearScores.Of(training.Data, judged, Loss.BinaryCrossEntropy, run.Stop));
        }));
        return new([.. cases.Select((c, i) => new Case(
            c.Name, c.ExpectsSoftmax, new($"{c.Name}: softmax", [.. draws.Select(d => d[i].Softmax)]), new($"{c.Name}: sigmoid", [.. draws.Select(d => d[i].Sigmoid)])))]);
    }

    /// <summary>The rows that have a label, each label counting the same share.</summary>
    static Dataset AsShares(Dataset data)
    {
        var labels = data.Targets!;
        int width = labels.ClassNames.Count;
        var labelled = data.Subset([.. Enumerable.Range(0, data.Rows).Where(row => labels.Values.AsSpan(row * width, width).Contains(1f))]);
        float[] shares = [.. labelled.Targets!.Values];
        for (int row = 0; row < labelled.Rows; row++)
        {
            var own = shares.AsSpan(row * width, width);
            float count = own.Count(1f);
            foreach (ref float share in own) share /= count;
        }

        return new Dataset(labelled.Features, labelled.Shape, new TargetSet(TargetKind.Distribution, labels.ClassNames, shares));
    }

    LabSeries Bars(string name, Func<Case, double> height) => new(name, [.. Cases.Select((_, i) => (double)i)], [.. Cases.Select(height)]);
}
