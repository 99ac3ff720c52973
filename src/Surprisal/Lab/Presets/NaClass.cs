using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>A softmax with a class for none of the labels against a sigmoid for each label, where one label applies or none.</summary>
/// <param name="WithNone">The softmax. Accuracy and confidence are of the one answer: a label or none.</param>
/// <param name="Sigmoids">The sigmoids; the answer is the likeliest label above ½, else none.</param>
/// <param name="Likeliest">The same sigmoids; the answer is the likeliest label, or none where more is left for it.</param>
public sealed record NaClass(LabArm WithNone, LabArm Sigmoids, LabArm Likeliest) : LabAnswer
{
    const int Rows = 1000;

    /// <inheritdoc/>
    public override bool Confirms => WithNone.AccuracyOver(Sigmoids).Low > 0 && WithNone.ExcessOver(Sigmoids).High < 0;

    /// <inheritdoc/>
    public override string Verdict
    {
        get
        {
            MeanInterval accuracy = WithNone.AccuracyOver(Sigmoids), excess = WithNone.ExcessOver(Sigmoids);
            string answers = !accuracy.ExcludesZero ? "No difference in accuracy shown" : $"The {(accuracy.Mean > 0 ? "NA class answers" : "sigmoids answer")} right more often, {LabArm.Percent(Math.Max(WithNone.Accuracy, Sigmoids.Accuracy))} against {LabArm.Percent(Math.Min(WithNone.Accuracy, Sigmoids.Accuracy))}";
            string probabilities = !excess.ExcludesZero ? "between the probabilities no difference is shown"
                : $"the probabilities of the {(excess.Mean < 0 ? "NA class" : "sigmoids")} are better, {LabArm.Nats(Math.Min(WithNone.Excess, Sigmoids.Excess))} nats over the floor against {LabArm.Nats(Math.Max(WithNone.Excess, Sigmoids.Excess))}";
            return $"{answers}; {probabilities}.";
        }
    }

    /// <inheritdoc/>
    public override string Method =>
        FormattableString.Invariant($"{LabRun.Draws} draws of {Rows:#,0} rows from one-or-none; linear models at their optimum, judged by {LabRun.JudgedRows:#,0} other rows. Nats per yes or no; accuracy of the one answer, a label or none. The truth is a softmax with none as its fourth class; where two labels may apply at once no NA class can say so: softmax-or-sigmoid.");

    /// <inheritdoc/>
    public override LabTable Table => LabArm.Table(WithNone, Sigmoids, Likeliest);

    /// <inheritdoc/>
    public override IReadOnlyList<LabDifference> Differences => [.. WithNone.Differences(Sigmoids), WithNone.Differences(Likeliest)[1]];

    /// <inheritdoc/>
    public override LabChart Chart => new("Nats over the floor per yes or no", "", "nats", [new("over the floor", [0, 1], [WithNone.Excess, Sigmoids.Excess])], [WithNone.Name, Sigmoids.Name]);

    internal static NaClass Measure(LabRun run)
    {
        var truth = KnownTruths.OneOrNone;
        int labels = truth.ClassNames.Count;
        var draws = run.Repeat(seed =>
        {
            KnownSample training = truth.Draw(Rows, seed), judged = truth.Draw(LabRun.JudgedRows, seed, part: 1);
            double[] shares = LinearScores.Logits(WithNoneClass(training.Data), judged, Loss.CrossEntropy, run.Stop);
            Activations.LogSoftmax<double>(shares.AsMatrix(labels + 1), shares.AsMatrix(labels + 1));
            double[] ofLabels = new double[judged.Rows * labels];
            for (int row = 0; row < judged.Rows; row++) shares.AsSpan(row * (labels + 1), labels).CopyTo(ofLabels.AsSpan(row * labels));
            double[] each = LinearScores.Logits(training.Data, judged, Loss.BinaryCrossEntropy, run.Stop);
            Activations.LogSigmoid<double>(each, each);
            return (WithNone: Judge(judged, ofLabels, atHalf: false), Sigmoids: Judge(judged, each, atHalf: true), Likeliest: Judge(judged, each, atHalf: false));
        });
        return new(
            new("softmax with an NA class", [.. draws.Select(d => d.WithNone)]), new("sigmoids, a label above ½", [.. draws.Select(d => d.Sigmoids)]),
            new("sigmoids, the likeliest", [.. draws.Select(d => d.Likeliest)]));
    }

    static Dataset WithNoneClass(Dataset data)
    {
        var labels = data.Targets!;
        int width = labels.ClassNames.Count;
        int[] classes = new int[data.Rows];
        for (int row = 0; row < classes.Length; row++)
        {
            int label = labels.Values.AsSpan(row * width, width).IndexOf(1f);
            classes[row] = label < 0 ? width : label;
        }

        return new Dataset(data.Features, data.Shape, new TargetSet([.. labels.ClassNames, "NA"], classes));
    }

    /// <summary>Scores the probabilities label by label, and the one answer: the likeliest label if it is above ½, or above what the labels leave for none.</summary>
    static KnownScores Judge(KnownSample judged, double[] logProbabilities, bool atHalf)
    {
        int labels = judged.Truth.ClassNames.Count;
        double accuracy = 0, confidence = 0;
        for (int row = 0; row < judged.Rows; row++)
        {
            double left = 1, none = 1, most = 0;
            int likeliest = 0;
            for (int k = 0; k < labels; k++)
            {
                double said = Math.Exp(logProbabilities[row * labels + k]);
                left -= said;
                none -= judged.Posterior(row)[k];
                if (said > most) (most, likeliest) = (said, k);
            }

            bool isLabel = most > (atHalf ? 0.5 : left);
            accuracy += isLabel ? judged.Posterior(row)[likeliest] : none;
            confidence += isLabel ? most : Math.Max(left, 0);
        }

        return KnownScores.Of(judged, logProbabilities.AsMatrix(labels), OutputActivation.Exponential) with { Accuracy = accuracy / judged.Rows, Confidence = confidence / judged.Rows };
    }
}
