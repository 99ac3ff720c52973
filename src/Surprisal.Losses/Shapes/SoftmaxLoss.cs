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
        var options = Options;
        if (!HasMasses(batch)) return ClassKernels.Run(Formula, batch, options);
        if (!TFormula.IsSurprisal || batch is not PinnedBatch<float> rows) return SoftmaxMassKernel.Run(Formula, batch, options);
        return rows.Columns < CrossEntropyMassKernel.ManyClasses ? CrossEntropyMassBlockKernel.Run(rows, options) : CrossEntropyPairKernel.Run(rows, options);
    }

    private protected override void Tell<T>(in LossBatch<T> batch, ToldRow row)
    {
        int classes = batch.Logits.Columns;
        var reading = SoftmaxReading.Of(batch.Logits.Values);
        row.Tell(reading);
        row.IsIgnored = batch.Targets.AreClasses && batch.Targets.Classes[0] == IgnoreIndex;
        if (batch.Targets.AreClasses && !row.IsIgnored)
        {
            int target = batch.Targets.Classes[0];
            row.Weight = ClassWeightArray?[target] ?? 1;
            if (LabelSmoothing == 0 && ZLoss == 0) reading.LogProbabilities[target] = ClassKernels.LogProbability(Formula, batch, reading);
        }
        double[] costs = new double[classes], masses = new double[classes];
        for (int k = 0; k < classes; k++)
        {
            row.Targets[k] = !batch.Targets.AreClasses ? Number.ToDouble(batch.Targets.Values[k]) : batch.Targets.Classes[0] == k && !row.IsIgnored ? 1 : 0;
            masses[k] = Mass(batch.Targets, k, classes);
            var at = Formula.At(new Told<double>(reading.LogProbabilities[k], row.Notes[k]).Note($"log p_{k}"));
            costs[k] = at.Value.Value;
            if (masses[k] == 0) continue;
            row.TellNotes(k);
            if (masses[k] != 1) row.Steps.Add(new($"weight of class {k}", masses[k]));
            row.Loss += masses[k] * costs[k];
        }
        (row.Costs, row.Masses) = (costs, masses);
        if (row.IsIgnored) return;
        double logSumExp = TellParts(batch, row, reading);
        if (ZLoss == 0) return;
        row.Steps.Add(new("log Σ exp z", logSumExp));
        row.Steps.Add(new("λ·(log Σ exp z)²", ZLoss * logSumExp * logSumExp));
        row.Loss += ZLoss * logSumExp * logSumExp;
    }

    /// <summary>Adds up floats' masses as their kernel does, in another order; returns log Σ exp z.</summary>
    unsafe double TellParts<T>(in LossBatch<T> batch, ToldRow row, SoftmaxReading reading)
        where T : unmanaged
    {
        fixed (T* logits = batch.Logits.Values, values = batch.Targets.Values)
        fixed (int* classes = batch.Targets.Classes)
        {
            var pinned = new PinnedBatch<T>(logits, classes, values, null, null, 1, batch.Logits.Columns, 0);
            if (!TFormula.IsSurprisal || !HasMasses(pinned) || pinned is not PinnedBatch<float> floats) return reading.LogSumExp;
            var (distance, mass, logSum) = floats.Columns < CrossEntropyMassKernel.ManyClasses ? CrossEntropyMassBlockKernel.Parts(floats, Options) : CrossEntropyPairKernel.Parts(floats, Options);
            double loss = double.MultiplyAddEstimate(mass, logSum, distance); // as the kernel's registers do
            if (!(Math.Abs(loss) < CrossEntropyMassKernel.LargestLoss)) return reading.LogSumExp;
            row.Steps.AddRange([new("Σ weight·(m − z)", distance), new("Σ weight", mass), new("log Σ exp(z − m)", logSum)]);
            row.Loss = loss;
            return reading.Max + logSum;
        }
    }

    SoftmaxOptions Options => new(ClassWeightArray, LabelSmoothing, IgnoreIndex, ZLoss);

    /// <summary>Whether several classes of a row may count.</summary>
    bool HasMasses<T>(in PinnedBatch<T> batch)
        where T : unmanaged
        => !batch.HasClasses || LabelSmoothing != 0;

    private protected override double CheckSlopes(in LossBatch<double> batch)
    {
        var reading = SoftmaxReading.Of(batch.Logits.Values);
        double worst = 0;
        for (int k = 0; k < batch.Logits.Columns; k++)
        {
            var at = Formula.At(new Dual(reading.LogProbabilities[k], 1));
            worst = Math.Max(worst, Math.Abs(at.Value.Slope - at.Slope.Value));
        }
        return worst;
    }

    /// <summary>What class k counts in a row: its class weight times its share of the smoothed target.</summary>
    double Mass<T>(Targets<T> targets, int k, int classes)
        where T : unmanaged
    {
        double weight = ClassWeightArray?[k] ?? 1, keep = 1 - LabelSmoothing, spread = LabelSmoothing / classes;
        if (!targets.AreClasses) return double.MultiplyAddEstimate(Number.ToDouble(targets.Values[k]), keep, spread) * weight; // as the kernels' registers do
        int target = targets.Classes[0];
        if (target == IgnoreIndex) return 0;
        return ((target == k ? keep : 0) + spread) * weight;
    }
}
