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
        return batch.Targets.AreClasses
            ? ClassTargets.TotalWeight(Info, batch.Targets.Classes, batch.Logits.Rows, columns, ClassWeightArray, IgnoreIndex)
            : ClassTargets.RowsOfValues(Info, batch);
    }

    internal override double Run<T>(in PinnedBatch<T> batch)
    {
        var options = new SoftmaxOptions(ClassWeightArray, LabelSmoothing, IgnoreIndex, ZLoss);
        if (!batch.HasClasses || LabelSmoothing != 0)
        {
            return TFormula.IsSurprisal && batch.Columns >= CrossEntropyMassKernel.ManyClasses && batch is PinnedBatch<float> rows
                ? CrossEntropyMassKernel.Run(rows, options)
                : SoftmaxMassKernel.Run(Formula, batch, options);
        }
        if (!TFormula.IsSurprisal || ZLoss != 0) return SoftmaxKernel.Run(Formula, batch, options);
        if (batch.Columns >= CrossEntropyBlockKernel.TooManyClasses) return CrossEntropyRowKernel.Run(batch, options);
        return batch is PinnedBatch<float> floats ? CrossEntropyBlockKernel.Run(floats, options) : SoftmaxKernel.Run(Formula, batch, options);
    }

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
        double pull = 2 * ZLoss * reading.LogSumExp;
        if (ZLoss != 0 && !(batch.Targets.AreClasses && batch.Targets.Classes[0] == IgnoreIndex))
        {
            story.Add(new("log Σ exp z", reading.LogSumExp));
            loss += ZLoss * reading.LogSumExp * reading.LogSumExp;
            slopes -= pull;
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
}
