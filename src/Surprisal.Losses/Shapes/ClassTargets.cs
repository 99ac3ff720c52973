namespace Surprisal.Losses;

/// <summary>Checks the answers of class-wise losses and says what the mean divides by.</summary>
static class ClassTargets
{
    /// <summary>Σ w_y over the rows that are not ignored; without class weights their number.</summary>
    /// <exception cref="ArgumentException">Not one class per row, or one outside its range.</exception>
    public static double TotalWeight(LossInfo info, ReadOnlySpan<int> targets, int rows, int columns, double[]? classWeights, int? ignoreIndex)
    {
        if ((info.Targets & TargetKinds.ClassIndex) == 0) Throw.TargetForm(info, gotClasses: true);
        if (targets.Length != rows) Throw.TargetCount(info, rows, targets.Length);
        double[]? weights = info.MeanIsOverWeights ? classWeights : null;
        if (weights is null && ignoreIndex is null)
        {
            int row = columns == 0 ? (rows == 0 ? -1 : 0) : targets.IndexOfAnyExceptInRange(0, columns - 1);
            if (row >= 0) Throw.ClassOutOfRange(row, targets[row], columns);
            return rows;
        }
        double total = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            int target = targets[row];
            if (target == ignoreIndex) continue;
            if ((uint)target >= (uint)columns) Throw.ClassOutOfRange(row, target, columns);
            total += weights is null ? 1 : weights[target];
        }
        return total;
    }

    /// <summary>The number of rows, if there is one number per logit.</summary>
    /// <exception cref="ArgumentException">The loss wants classes, or the numbers are too few or many.</exception>
    public static double RowsOfValues<T>(LossInfo info, in LossBatch<T> batch)
        where T : unmanaged
    {
        if ((info.Targets & ~TargetKinds.ClassIndex) == 0) Throw.TargetForm(info, gotClasses: false);
        int count = batch.Logits.Values.Length;
        if (batch.Targets.Values.Length != count) Throw.TargetCount(info, count, batch.Targets.Values.Length);
        return batch.Logits.Rows;
    }
}
