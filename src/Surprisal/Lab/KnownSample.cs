using Surprisal.Data;

namespace Surprisal;

/// <summary>Rows drawn from a <see cref="KnownTruth"/>, each with the probabilities that its answer was drawn by.</summary>
public sealed class KnownSample
{
    readonly double[] _posterior;

    internal KnownSample(KnownTruth truth, Dataset data, double[] posterior)
    {
        (Truth, Data, _posterior) = (truth, data, posterior);
        bool labels = truth.Kind == TargetKind.MultiLabel;
        int classes = truth.ClassNames.Count;
        double[] entropies = new double[data.Rows];
        double sum = 0, right = 0;
        for (int row = 0; row < entropies.Length; row++)
        {
            var p = Posterior(row);
            double entropy = labels ? 0 : Shares.CrossEntropy(p, p), best = 0;
            for (int k = 0; k < classes; k++)
            {
                if (labels) entropy += Shares.BinaryEntropy(p[k]) / classes;
                best = labels ? best + Math.Max(p[k], 1 - p[k]) / classes : Math.Max(best, p[k]);
            }

            sum += entropies[row] = entropy;
            right += best;
        }

        (Floor, BayesAccuracy) = (sum / data.Rows, right / data.Rows);
        double squares = 0;
        foreach (double entropy in entropies) squares += (entropy - Floor) * (entropy - Floor);
        FloorError = data.Rows < 2 ? double.PositiveInfinity : Math.Sqrt(squares / (data.Rows - 1) / data.Rows);
    }

    /// <summary>Where the rows came from.</summary>
    public KnownTruth Truth { get; }

    /// <summary>The rows, as models see them.</summary>
    public Dataset Data { get; }

    /// <summary>How many rows.</summary>
    public int Rows => Data.Rows;

    /// <summary>The mean over these rows of the entropy of p(y|x), in nats: what H(Y|X) is estimated by, and what no model's expected log-loss on them can be below. Of labels per yes or no.</summary>
    public double Floor { get; }

    /// <summary>The standard error of <see cref="Floor"/> as an estimate of H(Y|X), in nats; 0 but for rounding where every row has the same entropy.</summary>
    public double FloorError { get; }

    /// <summary>The expected accuracy of always giving the likelier answer: no model's can be above. Of labels the share of right yeses and noes.</summary>
    public double BayesAccuracy { get; }

    /// <summary>p(y|x) of a row: one number per class or label.</summary>
    public ReadOnlySpan<double> Posterior(int row) => _posterior.AsSpan(row * Truth.ClassNames.Count, Truth.ClassNames.Count);

    /// <summary>All of them, row after row.</summary>
    internal ReadOnlySpan<double> Posteriors => _posterior;
}
