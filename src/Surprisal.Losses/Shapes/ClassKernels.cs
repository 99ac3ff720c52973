using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Surprisal.Losses;

/// <summary>Chooses the kernel for rows that have a class index as answer.</summary>
static class ClassKernels
{
    /// <summary>Beyond, exponentials in pairs of floats are too rough: 1.4e-8 of each is 1.4 ulp of a loss then, of 2 allowed.</summary>
    const double MostOfPairs = 6;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
        => IsDouble<TFormula, T>(formula) || options.ZLoss != 0 ? SoftmaxKernel.Run(formula, batch, options) : Run(formula, batch, options, NeedsPairs(formula));

    /// <summary>log p of a row's answer as <see cref="Run{TFormula, T}(TFormula, in PinnedBatch{T}, in SoftmaxOptions)"/> has it: kernels that subtract no maximum have −log1p(others/own), which may differ in its last bits.</summary>
    public static unsafe double LogProbability<TFormula, T>(TFormula formula, in LossBatch<T> row, SoftmaxReading reading)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
    {
        if (IsDouble<TFormula, T>(formula)) return reading.LogProbabilities[row.Targets.Classes[0]];
        fixed (T* logits = row.Logits.Values)
        fixed (int* classes = row.Targets.Classes)
            return -Run(default(CrossEntropy), new PinnedBatch<T>(logits, classes, null, null, null, 1, row.Logits.Columns, 1), default, NeedsPairs(formula));
    }

    /// <summary>Whether rows are read as doubles altogether. Those of doubles are but for cross-entropy: logits of 1e4 would cost other formulas a digit.</summary>
    static bool IsDouble<TFormula, T>(TFormula formula)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
        => typeof(T) != typeof(float) ? !TFormula.IsSurprisal : NeedsPairs(formula) && !(TFormula.ConditionNumber(formula) <= MostOfPairs && (Fma.IsSupported || AdvSimd.IsSupported));

    static bool NeedsPairs<TFormula>(TFormula formula)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        => TFormula.ConditionNumber(formula) > 1;

    static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
    {
        if (batch.Columns > SoftmaxLongRowKernel.BlockLogits) return SoftmaxLongRowKernel.Run(formula, batch, options, pairs);
        if (batch.Columns >= SoftmaxBlockKernel.TooManyClasses) return SoftmaxRowKernel.Run(formula, batch, options, pairs);
        return batch is PinnedBatch<float> floats ? SoftmaxBlockKernel.Run(formula, floats, options, pairs) : SoftmaxKernel.Run(formula, batch, options);
    }
}
