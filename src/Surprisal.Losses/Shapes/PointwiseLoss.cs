using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A pointwise formula bound to its kernel.</summary>
sealed record PointwiseLoss<TFormula>(TFormula Formula) : Loss
    where TFormula : struct, IPointwiseFormula<TFormula>
{
    public override LossInfo Info => TFormula.Info;

    public override int LossCount(int rows, int columns) => rows * columns;

    private protected override double TotalWeight<T>(in LossBatch<T> batch)
    {
        if (batch.Targets.AreClasses) Throw.TargetForm(Info, gotClasses: true);
        int count = batch.Logits.Values.Length;
        if (batch.Targets.Values.Length != count) Throw.TargetCount(Info, count, batch.Targets.Values.Length);
        if (PositiveWeights is { } weights && weights.Count != 1 && weights.Count != batch.Logits.Columns)
            Throw.WeightCount(Info, "positive weights", batch.Logits.Columns, weights.Count);
        return count;
    }

    internal override double Run<T>(in PinnedBatch<T> batch) => PointwiseKernel.Run(Formula, batch, PositiveWeightArray, LabelSmoothing);

    private protected override double Tell(in LossBatch<double> batch, List<Step> story)
    {
        double loss = 0;
        for (int k = 0; k < batch.Logits.Columns; k++)
        {
            var at = At(batch, k, new Told(batch.Logits.Values[k], story).Note(batch.Logits.Columns == 1 ? "z" : $"z_{k}"));
            loss += at.Value.Value;
            batch.Gradient.Values[k] = at.Slope.Value;
        }
        return loss;
    }

    private protected override double CheckSlopes(in LossBatch<double> batch)
    {
        double worst = 0;
        for (int k = 0; k < batch.Logits.Columns; k++)
        {
            var at = At(batch, k, new Dual(batch.Logits.Values[k], 1));
            worst = Math.Max(worst, Math.Abs(at.Value.Slope - at.Slope.Value));
        }
        return worst;
    }

    LossAt<V> At<V>(in LossBatch<double> batch, int k, V logit)
        where V : struct, ILane<V>
    {
        V target = batch.Targets.Values[k] * (1 - LabelSmoothing) + LabelSmoothing / 2;
        return PositiveWeights is { } weights ? Formula.At(logit, target, weights[weights.Count == 1 ? 0 : k]) : Formula.At(logit, target);
    }
}
