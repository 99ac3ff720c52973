namespace Surprisal.Losses;

/// <summary>Which probability, or which number, a loss asks for.</summary>
static class Asking
{
    // Where a loss on numbers changes from squares to absolute values, targets so far apart lie beyond the change.
    const double FarApart = 1e6;

    /// <summary>What costs least on average, as the true probability of the first class goes from 0.05 to 0.95.</summary>
    public static AskedProbability[] Of(ProbedLoss loss) => Of(loss, 1);

    /// <summary>What these probabilities have in common.</summary>
    public static ProbeVerdict Verdict(ProbedLoss loss, AskedProbability[] asked)
    {
        if (loss.IsNumber)
        {
            ProbeVerdict near = Verdict(asked), far = Verdict(Of(loss, FarApart));
            return near == far ? near : (near, far) == (ProbeVerdict.Proper, ProbeVerdict.ModeOnly) ? ProbeVerdict.MeanOrMedian : ProbeVerdict.Other;
        }
        return loss.Info.Activation == OutputActivation.Identity ? ProbeVerdict.NoProbability : Verdict(asked);
    }

    static AskedProbability[] Of(ProbedLoss loss, double distance) => [.. Enumerable.Range(1, 19).Select(i => Least(loss, i / 20.0, distance))];

    static AskedProbability Least(ProbedLoss loss, double truth, double distance)
    {
        double Cost(double x) => loss.IsNumber
            ? truth * loss.ValueAt(x * distance, distance) + (1 - truth) * loss.ValueAt(x * distance, 0)
            : truth * loss.At(loss.Row(x), 0).Value + (1 - truth) * loss.At(loss.Row(x), 1).Value;
        double best = 0, least = double.PositiveInfinity, step = loss.IsNumber ? 0.005 : 0.1;
        for (int i = -400; i <= 400; i++)
        {
            double x = i * step, cost = Cost(x);
            if (cost < least - 1e-13) (best, least) = (x, cost);
        }
        double low = best - step, high = best + step;
        for (int halving = 0; halving < 60; halving++)
        {
            double third = (high - low) / 3;
            if (Cost(low + third) <= Cost(high - third)) high -= third;
            else low += third;
        }
        double asked = (low + high) / 2;
        return new(truth, loss.Probability(asked), Cost(asked));
    }

    static ProbeVerdict Verdict(AskedProbability[] asked)
    {
        const double Tolerance = 2e-3;
        var sided = asked.Where(a => a.True != 0.5).ToArray();
        double Excess(AskedProbability a) => Math.Abs(a.Asked - 0.5) - Math.Abs(a.True - 0.5);
        bool Sides(AskedProbability a) => a.Asked > 0.5 == a.True > 0.5;
        if (sided.All(a => Math.Abs(a.Asked - a.True) < Tolerance)) return ProbeVerdict.Proper;
        if (sided.All(a => Math.Abs(a.Asked - (a.True > 0.5 ? 1 : 0)) < Tolerance)) return ProbeVerdict.ModeOnly;
        if (!sided.All(Sides)) return ProbeVerdict.Other;
        if (sided.All(a => Excess(a) > -Tolerance)) return ProbeVerdict.OverConfident;
        return sided.All(a => Excess(a) < Tolerance) ? ProbeVerdict.UnderConfident : ProbeVerdict.Other;
    }
}
