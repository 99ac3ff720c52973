namespace Surprisal;

/// <summary>A log-loss in two parts, in nats: what another map of the same probabilities would win, and what none of those maps can.</summary>
readonly record struct LossParts(double Calibration, double Refinement)
{
    /// <summary>The parts of a log-loss; they sum to it.</summary>
    /// <param name="logLoss">Over all rows.</param>
    /// <param name="before">Over the rows that the map was fitted to.</param>
    /// <param name="after">Over the same rows, after the best map.</param>
    public static LossParts Of(double logLoss, double before, double after)
    {
        // Probabilities are floats and surprisal comes from logits: where two logits share a float, the map can lose a last digit on it.
        double won = Math.Max(before - after, 0);
        return double.IsFinite(logLoss) ? new(won, logLoss - won) : new(logLoss, after);
    }
}
