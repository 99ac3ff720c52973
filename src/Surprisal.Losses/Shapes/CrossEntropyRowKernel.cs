using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Cross-entropy of rows with many classes and a class index as answer, row by row, in the type of the logits; sums and logarithms in doubles.</summary>
/// <remarks>
/// The answer's own exponential is kept out of the sum: the loss is log1p(others/own) and the answer's gradient −others/sum, so that sure rows keep their digits.
/// A few rows take the logarithm and the divisions together, a lane each.
/// </remarks>
static unsafe class CrossEntropyRowKernel
{
    /// <summary>Logits that rows taken together may have: their copy stays in the first cache.</summary>
    const int GroupLogits = 1 << 12;

    const int MostRows = 16;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<T>(in PinnedBatch<T> batch, in SoftmaxOptions options)
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Run<Lane512<T>, Lane512<double>, T>(batch, options)
            : Vector256.IsHardwareAccelerated ? Run<Lane256<T>, Lane256<double>, T>(batch, options)
            : Run<Lane128<T>, Lane128<double>, T>(batch, options);

    static double Run<V, VDouble, T>(in PinnedBatch<T> batch, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
        where T : unmanaged
    {
        double total = 0;
        int most = Math.Clamp(GroupLogits / batch.Columns, 1, MostRows);
        for (int start = 0; start < batch.Rows; start += most) total += Group<V, VDouble, T>(batch.Part(start, Math.Min(most, batch.Rows - start), 1), options);
        return total;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static double Group<V, VDouble, T>(in PinnedBatch<T> group, in SoftmaxOptions options)
        where V : unmanaged, ISimdLane<V, T>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
        where T : unmanaged
    {
        int rows = group.Rows, classes = group.Columns, stride = RowExponentials<V, T>.Stride(classes);
        var answers = new RowAnswers<V, VDouble, T>(Scratch.Of(RowAnswers<V, VDouble, T>.Size * MostRows + (nint)rows * stride), MostRows);
        T* copy = (T*)answers.End;
        RowExponentials<V, T>.Copy(group.Logits, rows, classes, copy, answers.Max);
        answers.Take(group, options, copy, stride, 1, rows);
        if (!answers.AreReadable(group.Scale))
        {
            // Huge logits, none that is finite, an answer less likely than e⁻¹³⁰, or a huge weight: rare, and read by itself.
            if (rows == 1) return SoftmaxKernel.Run(default(CrossEntropy), group, options);
            return Group<V, VDouble, T>(group.Part(0, rows / 2, 1), options) + Group<V, VDouble, T>(group.Part(rows / 2, rows - rows / 2, 1), options);
        }
        T* next = group.Logits + (nint)rows * classes;
        RowExponentials<V, T>.Exponentials(copy, rows, stride, answers.Max, answers.Others, next, group.Gradient == null ? next : group.Gradient);
        answers.Silence(group, options.IgnoreIndex);
        double total = answers.Finish(group.Scale, stride);
        if (group.Gradient != null) RowExponentials<V, T>.Scale(copy, answers.Factor, group.Gradient, rows, classes);
        answers.Give(group, options.IgnoreIndex);
        return total;
    }
}
