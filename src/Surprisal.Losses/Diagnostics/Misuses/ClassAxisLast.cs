namespace Surprisal.Losses;

/// <summary>Classes on the last axis where they are expected on axis 1. With as many positions as classes no shape gives it away.</summary>
sealed class ClassAxisLast() : Misuse(
    "SUR011", "class axis last",
    $"{Move}; if it is there already, nothing is wrong")
{
    const string Move = "the class axis is axis 1: move it there, as in logits.transpose(0, 2, 1)";

    // Standard errors by which one reading must explain the targets better than the other. A model without any skill is this lucky once in forty batches.
    const double Significant = 2;

    internal override Finding? Find(DiagnosticBatch batch)
    {
        var logits = batch.Input.LogitShape;
        var targets = batch.Input.TargetShape;
        if (!batch.Takes(TargetKinds.ClassIndex) || logits.Length < 3 || targets.Length != logits.Length - 1 || batch.Rows == 0) return null;
        if (!FitsWithout(logits.Length - 1, logits, targets)) return null;
        if (!FitsWithout(1, logits, targets))
            return Found(
                $"logits of shape {ShapeText.Of(logits)} fit targets of shape {ShapeText.Of(targets)} only with the classes on the last axis",
                Move);
        if (!batch.HasLogits || logits.Length != 3) return null;
        var (first, last, difference) = Compare(batch);
        bool isFirst = difference.Above(0) < -Significant || first < 0.5 * Math.Min(last, Math.Log(batch.Classes)) || Sums(batch, alongLast: false);
        if (isFirst || difference.Count == 0) return null;
        bool isLast = difference.Above(0) > Significant || Sums(batch, alongLast: true);
        return Found(
            $"logits of shape {ShapeText.Of(logits)} can be read both ways: the cross-entropy is {first:0.####} with the classes on axis 1, {last:0.####} with them last",
            isLast ? Move : null);
    }

    static bool FitsWithout(int axis, int[] logits, int[] targets)
    {
        for (int i = 0; i < targets.Length; i++)
            if (targets[i] != logits[i < axis ? i : i + 1]) return false;
        return true;
    }

    static (double First, double Last, Estimate Difference) Compare(DiagnosticBatch batch)
    {
        Estimate.Tally first = new(), last = new(), difference = new();
        for (int row = 0; row < batch.Rows; row++)
        {
            if (!batch.HasClass(row, out int y)) continue;
            double a = Surprisal(batch, row, y, alongLast: false), b = Surprisal(batch, row, y, alongLast: true);
            if (!double.IsFinite(a) || !double.IsFinite(b)) continue;
            first.Add(a);
            last.Add(b);
            difference.Add(a - b);
        }
        return (first.Result().Mean, last.Result().Mean, difference.Result());
    }

    /// <summary>Whether the exponentials sum to 1 along an axis, as log-probabilities do.</summary>
    static bool Sums(DiagnosticBatch batch, bool alongLast)
    {
        for (int row = 0; row < batch.Rows; row++)
            if (!(Math.Abs(LogSumExp(batch, row, alongLast)) < 0.01)) return false;
        return true;
    }

    static double Surprisal(DiagnosticBatch batch, int row, int y, bool alongLast) => LogSumExp(batch, row, alongLast) - At(batch, row, y, alongLast);

    static double LogSumExp(DiagnosticBatch batch, int row, bool alongLast)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < batch.Classes; k++) largest = Math.Max(largest, At(batch, row, k, alongLast));
        for (int k = 0; k < batch.Classes; k++) sum += Math.Exp(At(batch, row, k, alongLast) - largest);
        return largest + Math.Log(sum);
    }

    // There are as many positions as classes here, so that the two change places.
    static double At(DiagnosticBatch batch, int row, int k, bool alongLast)
    {
        int position = row % batch.Positions;
        return alongLast ? batch.Logit(row - position + k, position) : batch.Logit(row, k);
    }
}
