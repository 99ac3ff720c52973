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
        => Run(formula, batch, options, TFormula.ConditionNumber(formula));

    /// <summary>The same with exponentials fit for another formula.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="options">Label smoothing apart, which makes no row of one class.</param>
    /// <param name="conditionNumber">Of the formula that the exponentials are to be fit for.</param>
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options, double conditionNumber)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
    {
        bool pairs = conditionNumber > 1;
        // Of doubles, cross-entropy alone: logits of 1e4 cost others a digit.
        bool isFineEnough = typeof(T) != typeof(float) ? TFormula.IsSurprisal : !pairs || (conditionNumber <= MostOfPairs && (Fma.IsSupported || AdvSimd.IsSupported));
        if (!isFineEnough || options.ZLoss != 0) return SoftmaxKernel.Run(formula, batch, options);
        if (batch.Columns > SoftmaxLongRowKernel.BlockLogits) return SoftmaxLongRowKernel.Run(formula, batch, options, pairs);
        if (batch.Columns >= SoftmaxBlockKernel.TooManyClasses) return SoftmaxRowKernel.Run(formula, batch, options, pairs);
        return batch is PinnedBatch<float> floats ? SoftmaxBlockKernel.Run(formula, floats, options, pairs) : SoftmaxKernel.Run(formula, batch, options);
    }
}
