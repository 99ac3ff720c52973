namespace Surprisal.Losses;

/// <summary>Whether a loss is convex in the logits, and whether its values over all answers add up to a constant.</summary>
static class LossForm
{
    /// <summary>Whether the loss at the middle of two rows is never above the middle of their losses.</summary>
    public static bool IsConvex(ProbedLoss loss)
    {
        var random = new Random(2);
        for (int i = 0; i < 600; i++)
        {
            int classes = loss.IsBinary ? 1 : 2 + i % 4, target = loss.IsBinary ? i % 2 : 0;
            double[] one = Row(random, classes, 8), other = Row(random, classes, 8);
            double[] middle = [.. one.Zip(other, (a, b) => (a + b) / 2)];
            double ends = (loss.At(one, target).Value + loss.At(other, target).Value) / 2;
            if (!(loss.At(middle, target).Value <= ends + 1e-9 * Math.Max(1, Math.Abs(ends)))) return false;
        }
        return true;
    }

    /// <summary>Whether Σ ℓ over the answers is the same for every row of as many classes.</summary>
    public static bool IsSymmetric(ProbedLoss loss)
    {
        var random = new Random(4);
        for (int classes = loss.IsBinary ? 1 : 2; classes <= (loss.IsBinary ? 1 : 5); classes++)
        {
            double first = Sum(loss, Row(random, classes, 6));
            if (!double.IsFinite(first)) return false;
            for (int i = 0; i < 20; i++)
                if (!(Math.Abs(Sum(loss, Row(random, classes, 6)) - first) <= 1e-9 * Math.Max(1, Math.Abs(first)))) return false;
        }
        return true;
    }

    static double Sum(ProbedLoss loss, double[] row) => Enumerable.Range(0, loss.IsBinary ? 2 : row.Length).Sum(target => loss.At(row, target).Value);

    static double[] Row(Random random, int classes, double scale) => [.. Enumerable.Range(0, classes).Select(_ => (random.NextDouble() * 2 - 1) * scale)];
}
