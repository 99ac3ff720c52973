using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Maxima, exponentials and multiples of neighbouring rows, row by row, through a copy whose rows are whole registers on cache lines.</summary>
/// <typeparam name="V">A lane of <typeparamref name="T"/>.</typeparam>
/// <typeparam name="T">What the rows hold.</typeparam>
/// <remarks>Registers that cross cache lines, masked stores that are read back soon, and branches on targets cost more than the copy: 100 classes took half as long again without it.</remarks>
static unsafe class RowExponentials<V, T>
    where V : unmanaged, ISimdLane<V, T>, ILane<V>
    where T : unmanaged
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>More than the exponential of anything so deep that it rounds to 0 once divided by the sum.</summary>
    public static double Nothing
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float) ? 3.2e-33 : 7.7e-298; // 2⁻¹⁰⁸ and 2⁻⁹⁸⁷
    }

    /// <summary>
    /// How far below a row's largest logit exponentials are told apart: e⁻¹²⁰ rounds to 0 in a gradient, and is not so small that its factors are subnormal, which costs a
    /// hundred cycles each without a fused multiply-add.
    /// </summary>
    public static double Depth
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float) ? 120 : 1040;
    }

    /// <summary>So many numbers from one row of the copy to the next.</summary>
    [MethodImpl(Inline)]
    public static int Stride(int classes) => (classes + V.Count - 1) & -V.Count;

    /// <summary>Copies rows, −∞ behind each, and finds the largest number of each; NaN may be passed over.</summary>
    [MethodImpl(Kernel)]
    public static void Copy(T* z, int rows, int classes, T* copy, T* max)
    {
        int stride = Stride(classes);
        for (int row = 0; row < rows; row++, z += classes, copy += stride)
        {
            V top = double.NegativeInfinity, second = top;
            int k = 0;
            for (; k <= classes - 2 * V.Count; k += 2 * V.Count)
            {
                V a = V.Load(z + k), b = V.Load(z + k + V.Count);
                a.Store(copy + k);
                b.Store(copy + k + V.Count);
                top = V.Max(top, a);
                second = V.Max(second, b);
            }
            for (; k < classes; k += V.Count)
            {
                V a = V.LoadFirst(z + k, Math.Min(classes - k, V.Count), double.NegativeInfinity);
                a.Store(copy + k);
                top = V.Max(top, a);
            }
            max[row] = Number.FromDouble<T>(V.Largest(V.Max(top, second)));
        }
    }

    /// <summary>Replaces rows of the copy by their exponentials relative to their maxima and gives the sums.</summary>
    /// <param name="copy">Whole registers.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="stride">How many numbers each.</param>
    /// <param name="max">Less than 2¹⁴ in size; of others exponentials and sum mean nothing.</param>
    /// <param name="sums">One for each row; overwritten.</param>
    /// <param name="next">What comes next in memory: fetched meanwhile.</param>
    /// <param name="alsoNext">So too.</param>
    /// <param name="pairs">Whether the sums are of pairs of floats, relative to what <see cref="PairExp"/> is. The exponentials are the pairs' high parts then.</param>
    public static void Exponentials(T* copy, int rows, int stride, T* max, double* sums, T* next, T* alsoNext, bool pairs)
    {
        if (typeof(T) == typeof(float) && pairs) PairExponentials(copy, rows, stride, max, sums, next, alsoNext);
        else Exponentials(copy, rows, stride, max, sums, next, alsoNext);
    }

    [MethodImpl(Kernel)]
    static void Exponentials(T* copy, int rows, int stride, T* max, double* sums, T* next, T* alsoNext)
    {
        for (int row = 0; row < rows; row++, copy += stride, next += stride, alsoNext += stride)
        {
            V top = Number.ToDouble(max[row]), reference = V.Reference(top), lowest = top - Depth;
            var sum = new LaneTotal<V, T>();
            int k = 0;
            for (; k <= stride - 4 * V.Count; k += 4 * V.Count)
            {
                Fetch(next + k, 4 * V.Count);
                Fetch(alsoNext + k, 4 * V.Count);
                T* at = copy + k;
                V a = V.Max(V.Load(at), lowest), b = V.Max(V.Load(at + V.Count), lowest);
                V c = V.Max(V.Load(at + 2 * V.Count), lowest), d = V.Max(V.Load(at + 3 * V.Count), lowest);
                V.ExpRelative(ref a, ref b, ref c, ref d, reference);
                a.Store(at);
                b.Store(at + V.Count);
                c.Store(at + 2 * V.Count);
                d.Store(at + 3 * V.Count);
                sum.Add(a + b); // one rounding of a pair, half a unit in its last place: a second one would show in the loss
                sum.Add(c + d);
            }
            for (; k < stride; k += V.Count)
            {
                V a = V.ExpRelative(V.Max(V.Load(copy + k), lowest), reference);
                a.Store(copy + k);
                sum.Add(a);
            }
            sums[row] = sum.Total;
        }
    }

    [MethodImpl(Kernel)]
    static void PairExponentials(T* copy, int rows, int stride, T* max, double* sums, T* next, T* alsoNext)
    {
        for (int row = 0; row < rows; row++, copy += stride, next += stride, alsoNext += stride)
        {
            V top = Number.ToDouble(max[row]), reference = PairExp.Reference<V, T>(top), lowest = top - Depth, low = 0;
            var sum = new LaneTotal<V, T>();
            int k = 0;
            for (; k <= stride - 2 * V.Count; k += 2 * V.Count)
            {
                Fetch(next + k, 2 * V.Count);
                Fetch(alsoNext + k, 2 * V.Count);
                V a = V.Max(V.Load(copy + k), lowest), b = V.Max(V.Load(copy + k + V.Count), lowest);
                PairExp.Of<V, T>(ref a, ref b, reference, out V lowA, out V lowB);
                a.Store(copy + k);
                b.Store(copy + k + V.Count);
                low += lowA + lowB;
                sum.Add(a);
                sum.Add(b);
            }
            if (k < stride)
            {
                V a = V.Max(V.Load(copy + k), lowest), same = a;
                PairExp.Of<V, T>(ref a, ref same, reference, out V lowA, out _);
                a.Store(copy + k);
                low += lowA;
                sum.Add(a);
            }
            sums[row] = sum.Total + V.Sum(low);
        }
    }

    /// <summary>Writes rows of the copy times their factors; of one row, also to its own place.</summary>
    [MethodImpl(Kernel)]
    public static void Scale(T* copy, T* factors, T* to, int rows, int classes)
    {
        int stride = Stride(classes);
        for (int row = 0; row < rows; row++, copy += stride, to += classes)
        {
            V factor = Number.ToDouble(factors[row]), last = V.Load(copy + classes - V.Count) * factor; // some numbers twice instead of a mask
            int k = 0;
            for (; k <= classes - 2 * V.Count; k += 2 * V.Count)
            {
                (V.Load(copy + k) * factor).Store(to + k);
                (V.Load(copy + k + V.Count) * factor).Store(to + k + V.Count);
            }
            if (k < classes - V.Count) (V.Load(copy + k) * factor).Store(to + k);
            last.Store(to + classes - V.Count);
        }
    }

    /// <summary>Fetches so many numbers into the first cache; any address will do.</summary>
    [MethodImpl(Inline)]
    public static void Fetch(T* at, int count)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < count * sizeof(T); i += 64) Sse.Prefetch0((byte*)at + i);
    }
}
