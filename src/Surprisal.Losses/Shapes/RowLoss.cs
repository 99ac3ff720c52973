using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A row formula bound to its kernel.</summary>
sealed record RowLoss<TFormula>(TFormula Formula) : Loss
    where TFormula : struct, IRowFormula<TFormula>
{
    public override LossInfo Info => TFormula.Info;

    public override int LossCount(int rows, int columns) => rows;

    internal override double Run<T>(in PinnedBatch<T> batch)
    {
        var options = new SoftmaxOptions(ClassWeightArray, 0, IgnoreIndex, 0);
        return TFormula.IsOfOwnLogit && batch.HasClasses ? OwnLogitKernel.Run(Formula, batch, options) : RowKernel.Run(Formula, batch, options);
    }

    private protected override double TotalWeight<T>(in LossBatch<T> batch)
    {
        int columns = batch.Logits.Columns;
        if (ClassWeightArray is { } weights && weights.Length != columns) Throw.WeightCount(Info, "class weights", columns, weights.Length);
        return batch.Targets.AreClasses
            ? ClassTargets.TotalWeight(Info, batch.Targets.Classes, batch.Logits.Rows, columns, ClassWeightArray, IgnoreIndex)
            : ClassTargets.RowsOfValues(Info, batch);
    }

    private protected override double Tell(in LossBatch<double> batch, List<Step> story)
    {
        var targets = Targets(batch);
        if (targets is null) return 0;
        double weight = batch.Targets.AreClasses && ClassWeightArray is { } weights ? weights[batch.Targets.Classes[0]] : 1;
        var softmax = new SoftmaxReading(batch.Logits.Values);
        if (TFormula.SlopesBy != RowOf.Logits) softmax.Tell(story);
        var slopes = new Told[targets.Length];
        double loss = Formula.At(RowOn<Told>(batch.Logits.Values, targets, softmax, x => new(x, story)), slopes).Value, sum = 0;
        for (int k = 0; k < slopes.Length; k++)
        {
            if (TFormula.SlopesBy == RowOf.Probabilities) slopes[k] *= softmax.Probability(k);
            sum += slopes[k].Value;
        }
        for (int k = 0; k < slopes.Length; k++)
            batch.Gradient.Values[k] = weight * (TFormula.SlopesBy == RowOf.Logits ? slopes[k].Value : slopes[k].Value - softmax.Probability(k) * sum);
        if (weight != 1) new Told(weight, story).Note("weight of the class");
        return weight * loss;
    }

    private protected override double CheckSlopes(in LossBatch<double> batch)
    {
        var targets = Targets(batch);
        if (targets is null) return 0;
        double worst = 0;
        var softmax = new SoftmaxReading(batch.Logits.Values);
        for (int seeded = 0; seeded < targets.Length; seeded++)
        {
            var slopes = new Dual[targets.Length];
            var at = Formula.At(Seeded(batch.Logits.Values, targets, softmax, seeded), slopes);
            worst = Math.Max(worst, Math.Abs(at.Slope - slopes[seeded].Value));
        }
        return worst;
    }

    /// <summary>Y as plain numbers; null for a row that is ignored.</summary>
    double[]? Targets(in LossBatch<double> batch)
    {
        if (!batch.Targets.AreClasses) return batch.Targets.Values.ToArray();
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
            (z[k], truth[k], p[k], logP[k]) = (lane(logits[k]), lane(targets[k]), lane(softmax.Probability(k)), lane(softmax.LogProbability(k)));
            errors[k] = lane(targets[k] < 0.5 ? targets[k] - softmax.Probability(k) : softmax.Complement(k) - (1 - targets[k]));
        }
        return new() { Logits = z, Targets = truth, Probabilities = p, LogProbabilities = logP, Errors = errors };
    }

    /// <summary>The row as dual numbers, seeded with slope 1 at one class of what the formula takes its slopes by.</summary>
    static Row<Dual> Seeded(ReadOnlySpan<double> logits, double[] targets, SoftmaxReading softmax, int seeded)
    {
        var row = RowOn<Dual>(logits, targets, softmax, x => x);
        Dual[] z = row.Logits.ToArray(), p = row.Probabilities.ToArray(), logP = row.LogProbabilities.ToArray(), errors = row.Errors.ToArray();
        double slopeOfP = TFormula.SlopesBy == RowOf.Probabilities ? 1 : softmax.Probability(seeded);
        if (TFormula.SlopesBy == RowOf.Logits) z[seeded] = z[seeded] with { Slope = 1 };
        else
        {
            p[seeded] = p[seeded] with { Slope = slopeOfP };
            errors[seeded] = errors[seeded] with { Slope = -slopeOfP };
            logP[seeded] = logP[seeded] with { Slope = slopeOfP / softmax.Probability(seeded) };
        }
        return new() { Logits = z, Targets = row.Targets, Probabilities = p, LogProbabilities = logP, Errors = errors };
    }
}
