namespace Surprisal.Losses;

/// <summary>Compares losses as functions, and a loss's slopes with its values.</summary>
static class LossComparison
{
    /// <summary>The catalog's losses that are this one but for a factor and a constant, on rows of two to five classes of which one is true.</summary>
    public static IReadOnlyList<SameLoss> SameAs(ProbedLoss loss)
    {
        List<SameLoss> same = [];
        foreach (var definition in LossCatalog.All.Where(d => d.Info.Name != loss.Info.Name))
        {
            var other = new ProbedLoss(LossCatalog.Parse(definition.Info.Name));
            if (other.IsBinary == loss.IsBinary && Same(loss, other) is { } found) same.Add(found);
        }
        return same;
    }

    /// <summary>The largest error of a slope: by hand against dual numbers, and of the gradient against differences of the value.</summary>
    public static double SlopeError(ProbedLoss loss)
    {
        const double Step = 1e-6;
        double worst = 0;
        foreach (var (row, target) in Rows(loss.IsBinary, 3, 40)) // with two classes both errors of a row are the same size: a kink of expectation-linf
        {
            worst = Math.Max(worst, loss.SlopeError(row, target));
            double[] gradient = loss.At(row, target).Gradient;
            for (int k = 0; k < row.Length; k++)
            {
                double[] up = [.. row], down = [.. row];
                up[k] += Step;
                down[k] -= Step;
                double slope = (loss.At(up, target).Value - loss.At(down, target).Value) / (2 * Step);
                worst = Math.Max(worst, Math.Abs(slope - gradient[k]) / Math.Max(1, Math.Abs(slope)) - 1e-9); // 1e-9: what the differences themselves are good for
            }
        }
        return worst;
    }

    static SameLoss? Same(ProbedLoss loss, ProbedLoss other)
    {
        var rows = Rows(loss.IsBinary, 2, 24).ToArray();
        double[] values = [.. rows.Select(r => loss.At(r.Row, r.Target).Value)], others = [.. rows.Select(r => other.At(r.Row, r.Target).Value)];
        int least = Array.IndexOf(others, others.Min()), most = Array.IndexOf(others, others.Max());
        double factor = (values[most] - values[least]) / (others[most] - others[least]), offset = values[least] - factor * others[least];
        if (!(factor > 0 && double.IsFinite(factor))) return null;
        double tolerance = 1e-12 * values.Max(Math.Abs);
        for (int i = 0; i < rows.Length; i++)
            if (!(Math.Abs(values[i] - (factor * others[i] + offset)) <= tolerance)) return null;
        return new(other.Info.Name, Math.Round(factor, 10), Math.Abs(offset) <= tolerance ? 0 : Math.Round(offset, 10));
    }

    static IEnumerable<(double[] Row, int Target)> Rows(bool binary, int fewest, int count)
    {
        var random = new Random(3);
        for (int i = 0; i < count; i++)
        {
            double[] row = [.. Enumerable.Range(0, binary ? 1 : fewest + i % (6 - fewest)).Select(_ => random.NextDouble() * 6 - 3)];
            yield return (row, binary ? i % 2 : i % row.Length);
        }
    }
}
