using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>A row formula that is read as a softmax formula where rows have a class index as answer.</summary>
sealed record OwnProbabilityLoss<TFormula>(TFormula Formula) : RowLoss<TFormula>(Formula)
    where TFormula : struct, IOwnProbabilityFormula<TFormula>
{
    internal override double Run<T>(in PinnedBatch<T> batch) => batch.HasClasses ? ClassKernels.Run(Formula, batch, Options) : base.Run(batch);

    private protected override double TellValue<T>(in LossBatch<T> batch, ToldRow row, SoftmaxReading softmax, double[] targets)
    {
        if (!batch.Targets.AreClasses) return base.TellValue(batch, row, softmax, targets);
        int target = batch.Targets.Classes[0];
        softmax.LogProbabilities[target] = ClassKernels.LogProbability(Formula, batch, softmax);
        return Formula.At(new Told<double>(softmax.LogProbabilities[target], row.Formula).Note("log p_y")).Value.Value;
    }

    private protected override double CheckSlopes(in LossBatch<double> batch)
    {
        if (!batch.Targets.AreClasses || batch.Targets.Classes[0] == IgnoreIndex) return base.CheckSlopes(batch);
        var at = Formula.At(new Dual(SoftmaxReading.Of(batch.Logits.Values).LogProbabilities[batch.Targets.Classes[0]], 1));
        return Math.Max(Math.Abs(at.Value.Slope - at.Slope.Value), base.CheckSlopes(batch));
    }
}
