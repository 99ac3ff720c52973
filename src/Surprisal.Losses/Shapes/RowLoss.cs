using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A row formula bound to its kernel.</summary>
record RowLoss<TFormula>(TFormula Formula) : Loss
    where TFormula : struct, IRowFormula<TFormula>
{
    public override LossInfo Info => TFormula.Info;

    public override int LossCount(int rows, int columns) => rows;

    internal override double Run<T>(in PinnedBatch<T> batch)
    {
        if (TFormula.WrongClasses == WrongClasses.Each || !batch.HasClasses) return RowKernel.Run(Formula, batch, Options);
        if (TFormula.WrongClasses == WrongClasses.None) return OwnLogitKernel.Run(Formula, batch, Options);
        if (batch is not PinnedBatch<float> floats) return RowKernel.Run(Formula, batch, Options);
        return TFormula.WrongClasses == WrongClasses.Sizes ? SizeSumKernel.Run(Formula, floats, Options) : SquareSumKernel.Run(Formula, floats, Options);
    }

    private protected SoftmaxOptions Options => new(ClassWeightArray, 0, IgnoreIndex, 0);

    private protected override double TotalWeight<T>(in LossBatch<T> batch)
    {
        int columns = batch.Logits.Columns;
        if (ClassWeightArray is { } weights && weights.Length != columns) Throw.WeightCount(Info, "class weights", columns, weights.Length);
        return batch.Targets.AreClasses
            ? ClassTargets.TotalWeight(Info, batch.Targets.Classes, batch.Logits.Rows, columns, ClassWeightArray, IgnoreIndex)
            : ClassTargets.RowsOfValues(Info, batch);
    }

    private protected override void Tell<T>(in LossBatch<T> batch, ToldRow row)
    {
        double[] logits = Array.ConvertAll(batch.Logits.Values.ToArray(), Number.ToDouble);
        var targets = Targets(batch);
        row.IsIgnored = targets is null;
        var softmax = SoftmaxReading.Of(batch.Logits.Values);
        if (TFormula.SlopesBy != RowOf.Logits) row.Tell(softmax);
        if (targets is null) return;
        targets.CopyTo(row.Targets, 0);
        if (batch.Targets.AreClasses) row.Weight = ClassWeightArray?[batch.Targets.Classes[0]] ?? 1;
        double value = TellValue(batch, row, softmax, targets);
        row.Steps.AddRange(row.Formula);
        if (row.Weight != 1) row.Steps.Add(new("weight of the class", row.Weight));
        row.Loss = Real.Weigh(row.Weight, value).Value;
        if (Info.Activation == OutputActivation.Exponential) row.Probabilities = Array.ConvertAll(logits, RegisterMath.Exp);
        else if (Info.Activation == OutputActivation.AbsNormalised) Activations.AbsNormalise<double>(new(logits, 1, logits.Length), new(row.Probabilities = new double[logits.Length], 1, logits.Length));
    }

    /// <summary>ℓ of the row; what the formula names is added to the row's story.</summary>
    private protected virtual double TellValue<T>(in LossBatch<T> batch, ToldRow row, SoftmaxReading softmax, double[] targets)
        where T : unmanaged
        => TellTwo(batch, row.Formula)
            ?? Formula.At(RowOn<Told<double>>(Array.ConvertAll(batch.Logits.Values.ToArray(), Number.ToDouble), targets, softmax, x => new(x, row.Formula)), new Told<double>[targets.Length]).Value;

    /// <summary>What the row costs, told as the kernels do that read it as two classes, the true one and one for all others; null where none does.</summary>
    unsafe double? TellTwo<T>(in LossBatch<T> batch, List<Step> story)
        where T : unmanaged
    {
        fixed (T* logits = batch.Logits.Values)
        fixed (int* classes = batch.Targets.Classes)
        {
            var pinned = new PinnedBatch<T>(logits, classes, null, null, null, 1, batch.Logits.Columns, 0);
            if (pinned is not PinnedBatch<float> { HasClasses: true } row) return null;
            return TFormula.WrongClasses switch
            {
                WrongClasses.Sizes => SizeSumKernel.Tell(Formula, row, story),
                WrongClasses.Squares => SquareSumKernel.Tell(Formula, row, story),
                _ => null,
            };
        }
    }

    private protected override double CheckSlopes(in LossBatch<double> batch)
    {
        var targets = Targets(batch);
        if (targets is null) return 0;
        double worst = 0;
        var softmax = SoftmaxReading.Of(batch.Logits.Values);
        for (int seeded = 0; seeded < targets.Length; seeded++)
        {
            var slopes = new Dual[targets.Length];
            var at = Formula.At(Seeded(batch.Logits.Values, targets, softmax, seeded), slopes);
            worst = Math.Max(worst, Math.Abs(at.Slope - slopes[seeded].Value));
        }
        return worst;
    }

    /// <summary>Y as plain numbers; null for a row that is ignored.</summary>
    double[]? Targets<T>(in LossBatch<T> batch)
        where T : unmanaged
    {
        if (!batch.Targets.AreClasses) return Array.ConvertAll(batch.Targets.Values.ToArray(), Number.ToDouble);
        if (batch.Targets.Classes[0] == IgnoreIndex) return null;
        double[] oneHot = new double[batch.Logits.Columns];
        oneHot[batch.Targets.Classes[0]] = 1;
        return oneHot;
    }

    /// <summary>The row on a scalar lane.</summary>
    /// <param name="logits">z.</param>
    /// <param name="targets">Y.</param>
    /// <param name="softmax">Of the logits.</param>
    /// <param name="lane">A number on the lane.</param>
    static Row<V> RowOn<V>(ReadOnlySpan<double> logits, double[] targets, SoftmaxReading softmax, Func<double, V> lane)
        where V : struct, ILane<V>
    {
        V[] z = new V[targets.Length], truth = new V[targets.Length], p = new V[targets.Length], logP = new V[targets.Length], errors = new V[targets.Length];
        for (int k = 0; k < targets.Length; k++)
        {
            (z[k], truth[k], p[k], logP[k]) = (lane(logits[k]), lane(targets[k]), lane(softmax.Probabilities[k]), lane(softmax.LogProbabilities[k]));
            errors[k] = lane(targets[k] < 0.5 ? targets[k] - softmax.Probabilities[k] : softmax.Complement(k) - (1 - targets[k]));
        }
        return new() { Logits = z, Targets = truth, Probabilities = p, LogProbabilities = logP, Errors = errors };
    }

    /// <summary>The row as dual numbers, seeded with slope 1 at one class of what the formula takes its slopes by.</summary>
    static Row<Dual> Seeded(ReadOnlySpan<double> logits, double[] targets, SoftmaxReading softmax, int seeded)
    {
        var row = RowOn<Dual>(logits, targets, softmax, x => x);
        Dual[] z = row.Logits.ToArray(), p = row.Probabilities.ToArray(), logP = row.LogProbabilities.ToArray(), errors = row.Errors.ToArray();
        double slopeOfP = TFormula.SlopesBy == RowOf.Probabilities ? 1 : softmax.Probabilities[seeded];
        if (TFormula.SlopesBy == RowOf.Logits) z[seeded] = z[seeded] with { Slope = 1 };
        else
        {
            p[seeded] = p[seeded] with { Slope = slopeOfP };
            errors[seeded] = errors[seeded] with { Slope = -slopeOfP };
            logP[seeded] = logP[seeded] with { Slope = slopeOfP / softmax.Probabilities[seeded] };
        }
        return new() { Logits = z, Targets = row.Targets, Probabilities = p, LogProbabilities = logP, Errors = errors };
    }
}
