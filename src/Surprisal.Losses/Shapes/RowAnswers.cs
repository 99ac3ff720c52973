using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What a few rows with class indices as answers have per row. The numbers lie in memory so that both registers and single rows reach them.</summary>
/// <param name="scratch">Room for <see cref="Size"/> doubles a row, and what lies behind.</param>
/// <param name="rows">How many rows: whole registers.</param>
readonly unsafe partial struct RowAnswers<V, VDouble, T>(double* scratch, int rows)
    where V : unmanaged, ISimdLane<V, T>, ILane<V>
    where VDouble : unmanaged, ISimdLane<VDouble, double>, ILane<VDouble>
    where T : unmanaged
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>How many doubles it takes for each row.</summary>
    public const int Size = 7;

    /// <summary>Σ of the exponentials but the answer's own.</summary>
    public double* Others => scratch;

    /// <summary>What the row's class gets as gradient.</summary>
    public T* OwnGradient => (T*)(scratch + rows);

    /// <summary>What the row costs.</summary>
    public double* Loss => scratch + 2 * rows;

    /// <summary>What the row counts; 0 where it is ignored.</summary>
    public double* Weight => scratch + 3 * rows;

    /// <summary>The largest logit, then the exponent of the power of two next to its exponential.</summary>
    public T* Max => (T*)(scratch + 4 * rows);

    /// <summary>The logit of the row's class.</summary>
    public T* Own => (T*)(scratch + 5 * rows);

    /// <summary>What the row's exponentials are multiplied by to become its gradient.</summary>
    public T* Factor => (T*)(scratch + 6 * rows);

    /// <summary>1, or what the row's exponentials are multiplied by before <see cref="Factor"/>, which would be too small for a float.</summary>
    public T* Lowering => Own;

    /// <summary>What lies behind.</summary>
    public double* End => scratch + Size * rows;

    /// <summary>
    /// Whether the exponentials can tell the losses: no logit is huge, and no answer hopeless. From 2¹⁰ on, what a float's ln 2 lacks shows in the exponentials, from 2⁸ on in pairs.
    /// </summary>
    /// <param name="pairs">Whether exponentials are pairs of floats.</param>
    [MethodImpl(Kernel)]
    public bool AreReadable(bool pairs)
    {
        V size = 0, depth = 0;
        for (int row = 0; row < rows; row += V.Count)
        {
            V max = V.Load(Max + row);
            size = V.Max(size, V.Abs(max));
            depth = V.Max(depth, max - V.Load(Own + row));
        }
        return V.Largest(size) < (typeof(T) != typeof(float) ? 16384 : pairs ? 256 : 1024) && V.Largest(depth) < 130;
    }

    /// <summary>Reads the answers and takes them out of the copy.</summary>
    /// <param name="group">The rows.</param>
    /// <param name="options">Their weights.</param>
    /// <param name="copy">Their logits.</param>
    /// <param name="ofRow">From one row of the copy to the next, within a block.</param>
    /// <param name="ofClass">From one class to the next.</param>
    /// <param name="blockRows">How many rows a block has.</param>
    public void Take(in PinnedBatch<T> group, in SoftmaxOptions options, T* copy, int ofRow, int ofClass, int blockRows)
    {
        for (int block = 0; block < group.Rows; block += blockRows, copy += blockRows * group.Columns)
        {
            int count = Math.Min(blockRows, group.Rows - block);
            if (options.IgnoreIndex is { } ignored) TakeUnlessIgnored(group.Classes + block, count, copy, ofRow, ofClass, Own + block, ignored);
            else Take(group.Classes + block, count, copy, ofRow, ofClass, Own + block);
        }
        new Span<double>(Weight, rows).Fill(1);
        for (int row = 0; row < group.Rows && options.ClassWeights is { } weights; row++)
            if (group.Classes[row] != options.IgnoreIndex) Weight[row] = weights[group.Classes[row]];
        Silence(group, options.IgnoreIndex);
    }

    /// <summary>The answer of one row of which all is known.</summary>
    public void TakeOne(in PinnedBatch<T> row, in SoftmaxOptions options, double max, T own, double others)
    {
        (Max[0], Own[0], Others[0]) = (Number.FromDouble<T>(max), own, others);
        Weight[0] = options.ClassWeights is { } weights && row.Classes[0] != options.IgnoreIndex ? weights[row.Classes[0]] : 1;
        Silence(row, options.IgnoreIndex);
    }

    [MethodImpl(Kernel)]
    static void Take(int* classes, int count, T* copy, int ofRow, int ofClass, T* own)
    {
        var nothing = Number.FromDouble<T>(double.NegativeInfinity);
        for (int row = 0; row < count; row++, copy += ofRow)
        {
            T* answer = copy + (nint)classes[row] * ofClass;
            own[row] = *answer;
            *answer = nothing;
        }
    }

    [MethodImpl(Kernel)]
    static void TakeUnlessIgnored(int* classes, int count, T* copy, int ofRow, int ofClass, T* own, int ignored)
    {
        for (int row = 0; row < count; row++, copy += ofRow)
            if (classes[row] != ignored) Take(classes + row, 1, copy, ofRow, ofClass, own + row);
    }

    /// <summary>Makes rows that do not count harmless: what they hold gives ordinary numbers.</summary>
    public void Silence(in PinnedBatch<T> group, int? ignored)
    {
        for (int row = 0; row < group.Rows && ignored is not null; row++)
            if (group.Classes[row] == ignored) Silence(row);
        for (int row = group.Rows; row < rows; row++) Silence(row);
    }

    void Silence(int row)
    {
        Weight[row] = Others[row] = 0;
        Max[row] = Own[row] = default;
    }
}
