using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>What a model is worth on rows whose p(y|x) is known: expected figures, in which no luck of the drawn labels is left. In nats; of labels per yes or no.</summary>
public sealed record KnownScores
{
    /// <summary>The least that any model could have on these rows.</summary>
    public required double Floor { get; init; }

    /// <summary>What the model has above <see cref="Floor"/>, 0 or more: the mean Kullback-Leibler divergence of its probabilities from the true ones.</summary>
    public required double Excess { get; init; }

    /// <summary>The part of <see cref="Excess"/> that another map of the same probabilities would win, as in <see cref="SingleLabelEvaluation.CalibrationLoss"/>.</summary>
    public required double Calibration { get; init; }

    /// <summary>The part of <see cref="Excess"/> that none of those maps can win.</summary>
    public double Refinement => double.IsFinite(Excess) ? Excess - Calibration : RefinementLoss - Floor;

    /// <summary>The expected log-loss.</summary>
    public double LogLoss => Floor + Excess;

    /// <summary>The expected share of right answers: classes, or yeses and noes.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The mean probability that the model gives to its own answer: above <see cref="Accuracy"/> it is too sure.</summary>
    public required double Confidence { get; init; }

    double RefinementLoss { get; init; }

    /// <summary>Compares logits with the truth.</summary>
    /// <param name="sample">The rows.</param>
    /// <param name="logits">One row per example, one column per class or label.</param>
    /// <param name="activation">How the logits become probabilities.</param>
    /// <exception cref="ArgumentException">There are more or fewer logits than classes of rows.</exception>
    public static KnownScores Of(KnownSample sample, ReadOnlyMatrixSpan<double> logits, OutputActivation activation)
    {
        ArgumentNullException.ThrowIfNull(sample);
        int classes = sample.Truth.ClassNames.Count;
        if (logits.Rows != sample.Rows || logits.Columns != classes)
            throw new ArgumentException($"logits: expected {sample.Rows} × {classes} as the sample has, got {logits.Rows} × {logits.Columns}.");
        var read = LogReading.Of(logits, activation, sample.Truth.Kind == TargetKind.MultiLabel);
        var (excess, accuracy, confidence) = Means(sample, read);
        return Parted(sample, read, new() { Floor = sample.Floor, Excess = excess, Calibration = 0, Accuracy = accuracy, Confidence = confidence });
    }

    /// <summary><see cref="Excess"/> alone, which costs a tenth.</summary>
    internal static double ExcessOf(KnownSample sample, ReadOnlyMatrixSpan<double> logits, OutputActivation activation) =>
        Means(sample, LogReading.Of(logits, activation, sample.Truth.Kind == TargetKind.MultiLabel)).Excess;

    static (double Excess, double Accuracy, double Confidence) Means(KnownSample sample, LogReading read)
    {
        bool labels = sample.Truth.Kind == TargetKind.MultiLabel;
        int classes = sample.Truth.ClassNames.Count;
        double excess = 0, accuracy = 0, confidence = 0;
        for (int row = 0; row < sample.Rows; row++)
        {
            var p = sample.Posterior(row);
            var yes = read.Yes.AsSpan(row * classes, classes);
            int likeliest = 0;
            for (int k = 0; k < classes; k++)
            {
                excess += Divergence(p[k], yes[k]);
                if (yes[k] > yes[likeliest]) likeliest = k;
                if (!labels) continue;
                double no = read.No[row * classes + k];
                excess += Divergence(1 - p[k], no);
                accuracy += yes[k] > no ? p[k] : 1 - p[k];
                confidence += Math.Exp(Math.Max(yes[k], no));
            }

            if (labels) continue;
            accuracy += p[likeliest];
            confidence += Math.Exp(yes[likeliest]);
        }

        double answers = labels ? (double)sample.Rows * classes : sample.Rows;
        return (Math.Max(excess / answers, 0), accuracy / answers, confidence / answers); // a perfect model's terms cancel but for their last digits
    }

    /// <summary>p·log(p/q), which is 0 for p = 0. Terms may be negative; a row's sum is not.</summary>
    static double Divergence(double p, double logQ) => p == 0 ? 0 : p * (Math.Log(p) - logQ);

    static KnownScores Parted(KnownSample sample, LogReading read, KnownScores scores)
    {
        double after = sample.Truth is { Kind: TargetKind.ClassIndex, ClassNames.Count: > 2 } ? AtBestTemperature(sample, read.Yes) : AtBestOrder(sample, read.Yes);
        var parts = LossParts.Of(scores.LogLoss, scores.LogLoss, after);
        return scores with { Calibration = parts.Calibration, RefinementLoss = parts.Refinement };
    }

    static double AtBestTemperature(KnownSample sample, double[] logProbabilities)
    {
        const double least = -1e4; // a float's logarithm of what is impossible
        int classes = sample.Truth.ClassNames.Count;
        int[] rows = [.. Enumerable.Range(0, sample.Rows)];
        float[] logits = Array.ConvertAll(logProbabilities, log => (float)Math.Max(log, least)), truth = new float[logits.Length];
        for (int at = 0; at < truth.Length; at++) truth[at] = (float)sample.Posteriors[at];
        var objective = new TemperatureObjective(logits.AsMatrix(classes), new TargetSet(TargetKind.Distribution, sample.Truth.ClassNames, truth), rows, OutputActivation.Softmax);
        return objective.At(TemperatureScaling.InverseTemperature(objective)).Loss / sample.Rows;
    }

    /// <summary>Of labels each by its own map; of two classes the second's.</summary>
    static double AtBestOrder(KnownSample sample, double[] logProbabilities)
    {
        int classes = sample.Truth.ClassNames.Count;
        bool labels = sample.Truth.Kind == TargetKind.MultiLabel;
        double[] said = new double[sample.Rows], truth = new double[sample.Rows];
        double loss = 0;
        for (int k = labels ? 0 : 1; k < classes; k++)
        {
            for (int row = 0; row < said.Length; row++) (said[row], truth[row]) = (logProbabilities[row * classes + k], sample.Posterior(row)[k]);
            loss += Isotonic.LogLoss(said, truth);
        }

        return loss / said.Length / (labels ? classes : 1);
    }
}
