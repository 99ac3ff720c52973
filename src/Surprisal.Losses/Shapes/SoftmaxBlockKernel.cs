using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Softmax losses of float rows with few classes and a class index as answer: as many rows at a time as a register holds floats. Exponentials in floats, sums and
/// the formula in doubles.
/// </summary>
/// <remarks>Several blocks take each step together: the steps of one block wait for each other, and those of its neighbours fill the gaps.</remarks>
static unsafe class SoftmaxBlockKernel
{
    /// <summary>From so many classes on, row by row is faster.</summary>
    public const int TooManyClasses = 48;

    const int MostBlocks = 4;
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula>(TFormula formula, in PinnedBatch<float> batch, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<float>, Lane512<double>>(formula, batch, options, pairs)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<float>, Lane256<double>>(formula, batch, options, pairs)
            : Run<TFormula, Lane128<float>, Lane128<double>>(formula, batch, options, pairs);

    static double Run<TFormula, V, VDouble>(TFormula formula, in PinnedBatch<float> batch, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        double total = 0;
        int most = V.Count * MostBlocks;
        for (int start = 0; start < batch.Rows; start += most) total += Group<TFormula, V, VDouble>(formula, batch.Part(start, Math.Min(most, batch.Rows - start), 1), options, pairs);
        return total;
    }

    [MethodImpl(Kernel)]
    static double Group<TFormula, V, VDouble>(TFormula formula, in PinnedBatch<float> group, in SoftmaxOptions options, bool pairs)
        where TFormula : struct, ISoftmaxFormula<TFormula>
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        int rows = group.Rows, most = V.Count * MostBlocks, classes = group.Columns;
        var answers = new RowAnswers<V, VDouble, float>(Scratch.Of(most * RowAnswers<V, VDouble, float>.Size + (nint)most * classes / 2), most);
        float* copy = (float*)answers.End;
        for (int row = 0; row < rows; row += V.Count)
            RowBlock.Read(group.Logits + (nint)row * classes, Math.Min(V.Count, rows - row), classes, copy + (nint)row * classes, V.Count);
        Maxima<V>(copy, rows, classes, answers.Max);
        answers.Take(group, options, copy, 1, V.Count, V.Count);
        double total = 0;
        bool isTold = answers.AreReadable(pairs);
        if (isTold)
        {
            if (pairs) PairExponentials<V>(copy, rows, classes, answers.Max, answers.OwnGradient);
            else Exponentials<V>(copy, rows, classes, answers.Max);
            Sums<V, VDouble>(copy, rows, classes, answers.Others, pairs ? answers.OwnGradient : null);
            answers.Silence(group, options.IgnoreIndex);
            isTold = answers.Finish(formula, group.Scale, classes, pairs, out total);
        }
        if (!isTold)
        {
            // Huge logits, none that is finite, an answer less likely than e⁻¹³⁰, or a huge slope: rare, and read by itself.
            return rows == 1 ? SoftmaxKernel.Run(formula, group, options)
                : Group<TFormula, V, VDouble>(formula, group.Part(0, rows / 2, 1), options, pairs) + Group<TFormula, V, VDouble>(formula, group.Part(rows / 2, rows - rows / 2, 1), options, pairs);
        }
        if (group.Gradient != null && RowAnswers<V, VDouble, float>.MayLower<TFormula>()) Lower<V>(copy, rows, classes, answers.Lowering);
        for (int row = 0; row < rows && group.Gradient != null; row += V.Count)
            RowBlock.Write(copy + (nint)row * classes, answers.Factor + row, group.Gradient + (nint)row * classes, Math.Min(V.Count, rows - row), classes, V.Count);
        answers.Give(group, options.IgnoreIndex);
        return total;
    }

    [MethodImpl(Kernel)]
    static void Maxima<V>(float* copy, int rows, int classes, float* max)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        for (int row = 0; row < rows; row += V.Count)
        {
            V top = double.NegativeInfinity;
            for (int k = 0; k < classes; k++, copy += V.Count) top = V.Max(top, V.Load(copy));
            top.Store(max + row);
        }
    }

    /// <summary>Replaces the copy's logits by their exponentials.</summary>
    [MethodImpl(Kernel)]
    static void Exponentials<V>(float* copy, int rows, int classes, float* maxima)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        for (int row = 0; row < rows; row += V.Count)
        {
            V max = V.Load(maxima + row), reference = V.Reference(max), lowest = max - RowExponentials<V, float>.Depth;
            int k = 0;
            for (; k <= classes - 4; k += 4, copy += 4 * V.Count)
            {
                V a = V.Max(V.Load(copy), lowest), b = V.Max(V.Load(copy + V.Count), lowest);
                V c = V.Max(V.Load(copy + 2 * V.Count), lowest), d = V.Max(V.Load(copy + 3 * V.Count), lowest);
                V.ExpRelative(ref a, ref b, ref c, ref d, reference);
                a.Store(copy);
                b.Store(copy + V.Count);
                c.Store(copy + 2 * V.Count);
                d.Store(copy + 3 * V.Count);
            }
            for (; k < classes; k++, copy += V.Count) V.ExpRelative(V.Max(V.Load(copy), lowest), reference).Store(copy);
        }
    }

    /// <summary>The same, and what rounding took away from them, summed row by row.</summary>
    [MethodImpl(Kernel)]
    static void PairExponentials<V>(float* copy, int rows, int classes, float* maxima, float* lows)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        for (int row = 0; row < rows; row += V.Count)
        {
            V max = V.Load(maxima + row), reference = PairExp.Reference(max), lowest = max - RowExponentials<V, float>.Depth, low = 0;
            int k = 0;
            for (; k <= classes - 2; k += 2, copy += 2 * V.Count)
            {
                V a = V.Max(V.Load(copy), lowest), b = V.Max(V.Load(copy + V.Count), lowest);
                PairExp.Of(ref a, ref b, reference, out V lowA, out V lowB);
                a.Store(copy);
                b.Store(copy + V.Count);
                low += lowA + lowB;
            }
            if (k < classes)
            {
                V a = V.Max(V.Load(copy), lowest), same = a;
                PairExp.Of(ref a, ref same, reference, out V lowA, out _);
                a.Store(copy);
                low += lowA;
                copy += V.Count;
            }
            low.Store(lows + row);
        }
    }

    /// <summary>Each row's sum, in a loop of its own: what was just stored is slow to be read in halves.</summary>
    [MethodImpl(Kernel)]
    static void Sums<V, VDouble>(float* copy, int rows, int classes, double* sums, float* lows)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
        where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    {
        for (int row = 0; row < rows; row += V.Count)
        {
            VDouble first = 0, second = 0;
            if (lows != null) (first, second) = (VDouble.Read(lows + row), VDouble.Read(lows + row + VDouble.Count));
            for (int k = 0; k < classes; k++, copy += V.Count)
            {
                first += VDouble.Read(copy);
                second += VDouble.Read(copy + VDouble.Count);
            }
            first.Store(sums + row);
            second.Store(sums + row + VDouble.Count);
        }
    }

    /// <summary>Lowers the exponentials of rows whose factors would be too small for a float.</summary>
    [MethodImpl(Kernel)]
    static void Lower<V>(float* copy, int rows, int classes, float* lowering)
        where V : unmanaged, ISimdLane<V, float>, ILane<V>
    {
        for (int row = 0; row < rows; row += V.Count, copy += (nint)classes * V.Count)
        {
            V factor = V.Load(lowering + row);
            if (V.Largest((V)1 - factor) == 0) continue;
            for (int k = 0; k < classes; k++) (V.Load(copy + (nint)k * V.Count) * factor).Store(copy + (nint)k * V.Count);
        }
    }
}
