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

    private protected override void Tell<T>(in LossBatch<T> batch, ToldRow row)
    {
        int columns = batch.Logits.Columns;
        double[] costs = new double[columns], masses = new double[columns];
        for (int k = 0; k < columns; k++)
        {
            var notes = row.Notes[k];
            row.Targets[k] = Number.ToDouble(batch.Targets.Values[k]);
            var at = At(batch, k, new Told(Number.ToDouble(batch.Logits.Values[k]), notes));
            (costs[k], masses[k]) = (at.Value.Value, 1);
            row.Steps.Add(new(columns == 1 ? "z" : $"z_{k}", Number.ToDouble(batch.Logits.Values[k])));
            row.TellNotes(k);
        }
        (row.Costs, row.Masses, row.Loss) = (costs, masses, RegisterMath.Sum(costs));
        if (Info.Activation == OutputActivation.Sigmoid) row.Probabilities = Array.ConvertAll(batch.Logits.Values.ToArray(), z => RegisterMath.Logistic(Number.ToDouble(z)).Probability);
        else if (Info.Activation == OutputActivation.Exponential) row.Probabilities = Array.ConvertAll(batch.Logits.Values.ToArray(), z => RegisterMath.Exp(Number.ToDouble(z)));
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

    LossAt<V> At<V, T>(in LossBatch<T> batch, int k, V logit)
        where V : struct, ILane<V>
        where T : unmanaged
    {
        V target = double.MultiplyAddEstimate(Number.ToDouble(batch.Targets.Values[k]), 1 - LabelSmoothing, LabelSmoothing / 2); // as the kernel's registers do
        return PositiveWeights is { } weights ? Formula.At(logit, target, weights[weights.Count == 1 ? 0 : k]) : Formula.At(logit, target);
    }
}
