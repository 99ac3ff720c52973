namespace Surprisal.Losses;

/// <summary>
/// Finds out what a loss does by trying it: which probability it asks for, how hard it pulls where the model is surely wrong, its bounds, and which other losses are the
/// same function. Works for a loss of your own.
/// </summary>
public static class LossProbe
{
    const double Widest = 60;

    /// <summary>Tries a loss; takes some milliseconds, and gives the same figures every time.</summary>
    public static ProbeReport Of(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var probed = new ProbedLoss(loss);
        AskedProbability[] asked = [.. Enumerable.Range(1, 19).Select(i => new AskedProbability(i / 20.0, Asked(probed, i / 20.0)))];
        MarginPoint[] curve = [.. Enumerable.Range(-20, 41).Select(i => Point(probed, i / 2.0))];
        var (lowest, steepest) = Extremes(probed);
        return new(
            Verdict(probed, asked), asked, curve, Steepest(probed.At(probed.Row(-10), 0).Gradient), Steepest(probed.At(probed.Row(10), 0).Gradient),
            lowest, steepest, LossComparison.SameAs(probed), LossComparison.SlopeError(probed));
    }

    static MarginPoint Point(ProbedLoss loss, double margin)
    {
        var (value, gradient) = loss.At(loss.Row(margin), 0);
        return new(margin, value, loss.IsBinary ? gradient[0] : (gradient[0] - gradient[1]) / 2);
    }

    /// <summary>The probability that costs least on average if the first class is true with probability <paramref name="truth"/>.</summary>
    static double Asked(ProbedLoss loss, double truth)
    {
        double Cost(double margin) => truth * loss.At(loss.Row(margin), 0).Value + (1 - truth) * loss.At(loss.Row(margin), 1).Value;
        double best = 0, least = double.PositiveInfinity;
        for (int i = -400; i <= 400; i++)
        {
            double margin = i / 10.0, cost = Cost(margin);
            if (cost < least - 1e-13) (best, least) = (margin, cost);
        }
        double low = best - 0.1, high = best + 0.1;
        for (int step = 0; step < 60; step++)
        {
            double third = (high - low) / 3;
            if (Cost(low + third) <= Cost(high - third)) high -= third;
            else low += third;
        }
        return loss.Probability((low + high) / 2);
    }

    static ProbeVerdict Verdict(ProbedLoss loss, AskedProbability[] asked)
    {
        const double Tolerance = 2e-3;
        if (loss.Info.Activation == OutputActivation.Identity && !loss.IsPointwise) return ProbeVerdict.NoProbability;
        var sided = asked.Where(a => a.True != 0.5).ToArray();
        double Excess(AskedProbability a) => Math.Abs(a.Asked - 0.5) - Math.Abs(a.True - 0.5);
        if (sided.All(a => Math.Abs(a.Asked - a.True) < Tolerance)) return ProbeVerdict.Proper;
        if (sided.All(a => Math.Abs(a.Asked - (a.True > 0.5 ? 1 : 0)) < Tolerance)) return ProbeVerdict.ModeOnly;
        if (sided.All(a => Excess(a) > -Tolerance)) return ProbeVerdict.OverConfident;
        return sided.All(a => Excess(a) < Tolerance) ? ProbeVerdict.UnderConfident : ProbeVerdict.Other;
    }

    /// <summary>The smallest value and the steepest slope over margins and over rows of several classes.</summary>
    static (double Lowest, double Steepest) Extremes(ProbedLoss loss)
    {
        double lowest = double.PositiveInfinity, steepest = 0, steepestNear = 0;
        foreach (double[] row in Rows(loss))
        {
            var (value, gradient) = loss.At(row, 0);
            double slope = Steepest(gradient);
            lowest = Math.Min(lowest, value);
            steepest = Math.Max(steepest, slope);
            if (row.Max(Math.Abs) <= Widest / 2) steepestNear = Math.Max(steepestNear, slope);
        }
        return (Math.Abs(lowest) < 1e-9 ? 0 : lowest, steepest > 1.5 * steepestNear ? double.PositiveInfinity : steepest);
    }

    static IEnumerable<double[]> Rows(ProbedLoss loss)
    {
        for (double margin = -Widest; margin <= Widest; margin += 0.125) yield return loss.IsBinary ? [margin] : [margin, 0];
        if (loss.IsBinary) yield break;
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            double scale = i % 3 == 0 ? Widest : i % 3 == 1 ? Widest / 2 : 4;
            double[] row = [.. Enumerable.Range(0, 3 + i % 4).Select(_ => (random.NextDouble() * 2 - 1) * scale)];
            yield return row;
        }
    }

    static double Steepest(double[] gradient) => gradient.Max(Math.Abs);
}
