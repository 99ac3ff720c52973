using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Softmax losses of rows with many classes and a class index as answer, row by row, in the type of the logits; sums and the formula in doubles.</summary>
/// <remarks>
/// The answer's own exponential is kept out of the sum: −log p of it is log1p(others/own) and, for cross-entropy, the answer's gradient −others/sum, so that sure rows keep their digits.
/// A few rows take the logarithm and the divisions together, a lane each.
/// </remarks>
static unsafe class SoftmaxRowKernel
{
    /// <summary>Logits that rows taken together may have: their copy stays in the first cache.</summary>
    const int GroupLogits = 1 << 12;

    const int MostRows = 16;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<T>, Lane512<double>, T>(formula, batch, options, pairs)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<T>, Lane256<double>, T>(formula, batch, options, pairs)
            : Run<TFormula, Lane128<T>, Lane128<double>, T>(formula, batch, options, pairs);

    static double Run<TFormula, V, VDouble, T>(TFormula formula, in PinnedBatch<T> batch, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
        where T : unmanaged
    {
        double total = 0;
        int most = Math.Clamp(GroupLogits / batch.Columns, 1, MostRows);
        for (int start = 0; start < batch.Rows; start += most) total += Group<TFormula, V, VDouble, T>(formula, batch.Part(start, Math.Min(most, batch.Rows - start), 1), options, pairs);
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static double Group<TFormula, V, VDouble, T>(TFormula formula, in PinnedBatch<T> group, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
        where T : unmanaged
    {
        int rows = group.Rows, classes = group.Columns, stride = RowExponentials<V, T>.Stride(classes);
        var answers = new RowAnswers<V, VDouble, T>(Scratch.Of(RowAnswers<V, VDouble, T>.Size * MostRows + (nint)rows * stride), MostRows);
        T* copy = (T*)answers.End;
        RowExponentials<V, T>.Copy(group.Logits, rows, classes, copy, answers.Max);
        answers.Take(group, options, copy, stride, 1, rows);
        double total = 0;
        bool isTold = answers.AreReadable(pairs);
        if (isTold)
        {
            T* next = group.Logits + (nint)rows * classes;
            RowExponentials<V, T>.Exponentials(copy, rows, stride, answers.Max, answers.Others, next, group.Gradient == null ? next : group.Gradient, pairs);
            answers.Silence(group, options.IgnoreIndex);
            isTold = answers.Finish(formula, group.Scale, classes, pairs, out total);
        }
        if (!isTold)
        {
            // Huge logits, none that is finite, an answer less likely than e⁻¹³⁰, or a huge slope: rare, and read by itself.
            return rows == 1 ? SoftmaxKernel.Run(formula, group, options)
                : Group<TFormula, V, VDouble, T>(formula, group.Part(0, rows / 2, 1), options, pairs) + Group<TFormula, V, VDouble, T>(formula, group.Part(rows / 2, rows - rows / 2, 1), options, pairs);
        }
        if (group.Gradient != null)
        {
            for (int row = 0; row < rows && RowAnswers<V, VDouble, T>.MayLower<TFormula>(); row++)
                if (Number.ToDouble(answers.Lowering[row]) < 1) RowExponentials<V, T>.Scale(copy + row * stride, answers.Lowering + row, copy + row * stride, 1, classes);
            RowExponentials<V, T>.Scale(copy, answers.Factor, group.Gradient, rows, classes);
        }
        answers.Give(group, options.IgnoreIndex);
        return total;
    }
}
