namespace Surprisal;

/// <summary>The schedules as functions.</summary>
static class Schedules
{
    const double StartOfCycle = 1 / 25.0, EndOfCycle = StartOfCycle / 1e4;

    /// <summary>What to multiply the learning rate by.</summary>
    /// <param name="schedule">Which.</param>
    /// <param name="done">The share of all batches before this one, in [0, 1).</param>
    /// <param name="warmUp">The share of all batches in which the rate rises: in a straight line from 0, or as one-cycle does.</param>
    public static double FactorAt(this Schedule schedule, double done, double warmUp)
    {
        if (schedule == Schedule.OneCycle) return done < warmUp ? Wave(StartOfCycle, 1, done / warmUp) : Wave(1, EndOfCycle, (done - warmUp) / (1 - warmUp));
        double warmth = done < warmUp ? done / warmUp : 1;
        return warmth * schedule switch
        {
            Schedule.FlatThenDown => Math.Min(1, 3 * (1 - done)),
            Schedule.Cosine => Wave(1, 0, done),
            _ => 1,
        };
    }

    // Half a cosine wave from one value to the other.
    static double Wave(double from, double to, double share) => to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
}
