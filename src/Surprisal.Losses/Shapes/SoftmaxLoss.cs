using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A softmax formula bound to its kernels: one for class indices, one for distributions.</summary>
sealed record SoftmaxLoss<TFormula>(TFormula Formula) : Loss
    where TFormula : struct, ISoftmaxFormula<TFormula>
{
    public override LossInfo Info => TFormula.Info;

    public override int LossCount(int rows, int columns) => rows;

    private protected override double TotalWeight<T>(in LossBatch<T> batch)
    {
        int columns = batch.Logits.Columns;
        if (ClassWeightArray is { } weights && weights.Length != columns) Throw.WeightCount(Info, "class weights", columns, weights.Length);
        if (!batch.Gradient.IsEmpty && batch.Gradient.Values.Overlaps(batch.Logits.Values)) Throw.Overlap(Info);
        return batch.Targets.AreClasses ? WeightOfClasses(batch.Targets.Classes, batch.Logits.Rows, columns) : WeightOfRows(batch);
    }

    private protected override double Run(in LossBatch<float> batch) => Run<float>(batch);

    private protected override double Run(in LossBatch<double> batch) => Run<double>(batch);

    private protected override double Tell(in LossBatch<double> batch, List<Step> story)
    {
        var reading = new SoftmaxReading(batch.Logits.Values);
        reading.Tell(story);
        double loss = 0, slopes = 0;
        var gradient = batch.Gradient.Values;
        gradient.Clear();
        for (int k = 0; k < gradient.Length; k++)
        {
            double weight = Mass(batch.Targets, k, gradient.Length);
            if (weight == 0) continue;
            var at = Formula.At(new Told(reading.LogProbability(k), story).Note($"log p_{k}"));
            if (weight != 1) new Told(weight, story).Note($"weight of class {k}");
            loss += weight * at.Value.Value;
            slopes += gradient[k] = weight * at.Slope.Value;
        }
        for (int k = 0; k < gradient.Length; k++) gradient[k] -= slopes * reading.Probability(k);
        return loss;
    }

    private protected override double CheckSlopes(in LossBatch<double> batch)
    {
        var reading = new SoftmaxReading(batch.Logits.Values);
        double worst = 0;
        for (int k = 0; k < batch.Logits.Columns; k++)
        {
            var at = Formula.At(new Dual(reading.LogProbability(k), 1));
            worst = Math.Max(worst, Math.Abs(at.Value.Slope - at.Slope.Value));
        }
        return worst;
    }

    /// <summary>What class k counts in a row: its class weight times its share of the smoothed target.</summary>
    double Mass(Targets<double> targets, int k, int classes)
    {
        double weight = ClassWeightArray?[k] ?? 1;
        if (!targets.AreClasses) return weight * ((1 - LabelSmoothing) * targets.Values[k] + LabelSmoothing / classes);
        int target = targets.Classes[0];
        if (target == IgnoreIndex) return 0;
        return weight * ((target == k ? 1 - LabelSmoothing : 0) + LabelSmoothing / classes);
    }

    double Run<T>(in LossBatch<T> batch)
        where T : unmanaged
    {
        var options = new SoftmaxOptions<T>(ClassWeightsOf<T>(), LabelSmoothing, IgnoreIndex);
        return batch.Targets.AreClasses && LabelSmoothing == 0
            ? SoftmaxIndexKernel.Run(Formula, batch, options)
            : SoftmaxDistributionKernel.Run(Formula, batch, options);
    }

    double WeightOfRows<T>(in LossBatch<T> batch)
        where T : unmanaged
    {
        if (!Info.Targets.HasFlag(TargetKinds.Distribution)) Throw.TargetForm(Info, gotClasses: false);
        int count = batch.Logits.Values.Length;
        if (batch.Targets.Values.Length != count) Throw.TargetCount(Info, count, batch.Targets.Values.Length);
        return batch.Logits.Rows;
    }

    double WeightOfClasses(ReadOnlySpan<int> targets, int rows, int columns)
    {
        if (!Info.Targets.HasFlag(TargetKinds.ClassIndex)) Throw.TargetForm(Info, gotClasses: true);
        if (targets.Length != rows) Throw.TargetCount(Info, rows, targets.Length);
        double total = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            int target = targets[row];
            if (target == IgnoreIndex) continue;
            if ((uint)target >= (uint)columns) Throw.ClassOutOfRange(row, target, columns);
            total += ClassWeightArray is { } weights ? weights[target] : 1;
        }
        return total;
    }
}
