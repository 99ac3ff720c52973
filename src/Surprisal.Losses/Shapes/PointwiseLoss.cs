using System.Numerics;
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
        bool byAnswer = PointwiseKernel.ChoosesByAnswer<TFormula, T>(PositiveWeightArray, LabelSmoothing);
        double[] costs = new double[columns], masses = new double[columns], probabilities = new double[columns];
        bool[] inFloats = new bool[columns];
        for (int k = 0; k < columns; k++)
        {
            row.Targets[k] = Number.ToDouble(batch.Targets.Values[k]);
            row.Steps.Add(new(columns == 1 ? "z" : $"z_{k}", Number.ToDouble(batch.Logits.Values[k])));
            bool isAnswer = byAnswer && row.Targets[k] is 0 or 1;
            inFloats[k] = typeof(T) == typeof(float) && (TFormula.KeepsDigits || (isAnswer && TFormula.Answers == AnswerReading.InFloats));
            (costs[k], probabilities[k]) = inFloats[k] ? Tell<float, T>(batch, k, isAnswer, row.Notes[k]) : Tell<double, T>(batch, k, isAnswer, row.Notes[k]);
            masses[k] = 1;
            row.TellNotes(k);
        }
        (row.Costs, row.Masses) = (costs, masses);
        if (Info.Activation is OutputActivation.Sigmoid or OutputActivation.Exponential) row.Probabilities = probabilities;
        int block = byAnswer ? PointwiseKernel.Block : columns;
        for (int start = 0; start < columns; start += block)
        {
            int end = Math.Min(columns, start + block);
            row.Loss += inFloats.AsSpan(start..end).Contains(false) ? RegisterMath.Sum<double>(costs.AsSpan(start..end))
                : RegisterMath.Sum<float>(Array.ConvertAll(costs[start..end], cost => (float)cost));
        }
    }

    /// <summary>Tells of one logit as the kernel reads it; returns its cost, and the probability that it stands for.</summary>
    /// <typeparam name="TNumber">The type that is computed with.</typeparam>
    /// <typeparam name="T">The type in memory.</typeparam>
    (double Cost, double Probability) Tell<TNumber, T>(in LossBatch<T> batch, int k, bool isAnswer, List<Step> notes)
        where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
        where T : unmanaged
    {
        var logit = Number.FromDouble<TNumber>(Number.ToDouble(batch.Logits.Values[k]));
        var told = new Told<TNumber>(logit, notes);
        var cost = (isAnswer ? Formula.AtAnswer(told, Number.ToDouble(batch.Targets.Values[k])) : At(batch, k, told)).Value.Value;
        return (Number.ToDouble(cost), Number.ToDouble(Info.Activation == OutputActivation.Exponential ? RegisterMath.Exp(logit) : RegisterMath.Logistic(logit).Probability));
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
