namespace Surprisal.Losses;

/// <summary>The smallest value and the steepest slope of a loss.</summary>
static class Extremes
{
    const double Widest = 60, Ordinary = 8;

    /// <summary>The smallest value, and whether logits of ordinary size have it.</summary>
    public static (double Value, bool Reached) Lowest(ProbedLoss loss)
    {
        double lowest = double.PositiveInfinity, ordinary = double.PositiveInfinity;
        foreach (var (row, target) in Margins(loss).Concat(RandomRows(loss)))
        {
            double value = loss.At(row, target).Value;
            lowest = Math.Min(lowest, value);
            if (row.All(z => Math.Abs(z) <= Ordinary)) ordinary = Math.Min(ordinary, value);
        }
        return (Math.Abs(lowest) < 1e-9 ? 0 : lowest, ordinary <= lowest);
    }

    /// <summary>The largest |∂ℓ/∂z|; infinite where it grows with the logits, or as one of them comes near 0.</summary>
    public static double Steepest(ProbedLoss loss)
    {
        if (Grows(loss)) return double.PositiveInfinity;
        double steepest = 0;
        foreach (var candidates in Margins(loss).Concat(RandomRows(loss)).GroupBy(r => (r.Row.Length, r.Target)))
        {
            var (row, target) = candidates.MaxBy(r => loss.SteepestAt(r.Row, r.Target));
            steepest = Math.Max(steepest, Climb(loss, [.. row], target));
        }
        return Math.Max(steepest, ManyClasses(loss));
    }

    static bool Grows(ProbedLoss loss)
    {
        double near = 0, far = 0;
        foreach (var (row, target) in Margins(loss))
        {
            double slope = loss.SteepestAt(row, target);
            far = Math.Max(far, slope);
            if (row.All(z => Math.Abs(z) <= Widest / 2)) near = Math.Max(near, slope);
        }
        double Beside(double z) => loss.SteepestAt(loss.IsBinary ? [z] : [z, 1], 0);
        return far > 1.25 * near || Beside(1e-8) > 1.5 * Beside(1e-4);
    }

    /// <summary>Goes uphill from a row, one logit at a time, by ever smaller steps.</summary>
    static double Climb(ProbedLoss loss, double[] row, int target)
    {
        double best = loss.SteepestAt(row, target);
        for (double step = 1; step > 1e-4; step /= 4)
            for (int round = 0; round < 20 && Round(step); round++) ;
        return best;

        bool Round(double step)
        {
            bool better = false;
            for (int move = 0; move < 2 * row.Length; move++)
            {
                double before = row[move / 2];
                row[move / 2] += move % 2 == 0 ? step : -step;
                double slope = loss.SteepestAt(row, target);
                if (slope > best * (1 + 1e-12)) (best, better) = (slope, true);
                else row[move / 2] = before;
            }
            return better;
        }
    }

    /// <summary>Losses divided by the number of classes come near their steepest slope only where there are many.</summary>
    static double ManyClasses(ProbedLoss loss)
    {
        if (loss.IsBinary) return 0;
        double[] row = new double[10000];
        row[0] = -Widest;
        return loss.SteepestAt(row, 0);
    }

    static IEnumerable<(double[] Row, int Target)> Margins(ProbedLoss loss)
    {
        for (double margin = -Widest; margin <= Widest; margin += 0.125)
        {
            if (!loss.IsBinary) yield return ([margin, 0], 0);
            else
            {
                yield return ([margin], 0);
                yield return ([margin], 1);
            }
        }
    }

    static IEnumerable<(double[] Row, int Target)> RandomRows(ProbedLoss loss)
    {
        if (loss.IsBinary) yield break;
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            double scale = i % 3 == 0 ? Widest : i % 3 == 1 ? Widest / 2 : 4;
            double[] row = [.. Enumerable.Range(0, 3 + i % 3).Select(_ => (random.NextDouble() * 2 - 1) * scale)];
            yield return (row, 0);
        }
    }
}
