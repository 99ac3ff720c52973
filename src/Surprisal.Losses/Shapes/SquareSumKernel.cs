using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// Runs a row formula that sees Σp² of the wrong classes over float rows with class indices: their exponentials and two sums of them, then one polynomial of each. Rows whose slopes are
/// what is left of much larger numbers go to <see cref="RowKernel"/>.
/// </summary>
static unsafe partial class SquareSumKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Blocks that take each step together: the steps of one wait for each other. Their logits stay in the first cache.</summary>
    const int MostBlocks = 4, GroupLogits = 1 << 10;

    /// <summary>Writes what the batch asks for and returns Σ w·ℓ.</summary>
    public static double Run<TFormula>(TFormula formula, in PinnedBatch<float> batch, in SoftmaxOptions options)
        where TFormula : struct, IRowFormula<TFormula>
        => Vector512.IsHardwareAccelerated ? Run<TFormula, Lane512<double>>(formula, batch, options)
            : Vector256.IsHardwareAccelerated ? Run<TFormula, Lane256<double>>(formula, batch, options)
            : Run<TFormula, Lane128<double>>(formula, batch, options);

    /// <summary>What one row costs, with its story; null where it is read class by class.</summary>
    public static double? Tell<TFormula>(TFormula formula, in PinnedBatch<float> row, List<Step> story)
        where TFormula : struct, IRowFormula<TFormula>
        => Vector512.IsHardwareAccelerated ? Tell<TFormula, Lane512<double>>(formula, row, story)
            : Vector256.IsHardwareAccelerated ? Tell<TFormula, Lane256<double>>(formula, row, story)
            : Tell<TFormula, Lane128<double>>(formula, row, story);

    static double? Tell<TFormula, V>(TFormula formula, in PinnedBatch<float> row, List<Step> story)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        double* scratch = Room<V>(row);
        var pair = PairAt<V>(scratch, row, 0);
        Read(row, default, pair, ExponentialsAt<V>(scratch, row, 0));
        Evaluate(formula, pair, 1);
        return Hard(row, pair, null) == 0 ? pair.Tell(formula, story) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast from the first call on, not from the thirtieth
    static double Run<TFormula, V>(TFormula formula, in PinnedBatch<float> batch, in SoftmaxOptions options)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        double total = 0;
        int most = Math.Clamp(GroupLogits / (batch.Columns * V.Count), 1, MostBlocks) * V.Count;
        for (int start = 0; start < batch.Rows; start += most) total += Group<TFormula, V>(formula, batch.Part(start, Math.Min(most, batch.Rows - start), 1), options);
        return total;
    }

    [MethodImpl(Kernel)]
    static double Group<TFormula, V>(TFormula formula, in PinnedBatch<float> group, in SoftmaxOptions options)
        where TFormula : struct, IRowFormula<TFormula>
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        double* scratch = Room<V>(group);
        for (int start = 0; start < group.Rows; start += V.Count) Read(Block<V>(group, start), options, PairAt<V>(scratch, group, start), ExponentialsAt<V>(scratch, group, start));
        for (int start = 0; start < group.Rows; start += V.Count) Evaluate(formula, PairAt<V>(scratch, group, start), group.Scale);
        double total = 0;
        uint elsewhere = 0;
        for (int start = 0; start < group.Rows; start += V.Count)
        {
            var (block, pair) = (Block<V>(group, start), PairAt<V>(scratch, group, start));
            uint hard = Hard(block, pair, options.IgnoreIndex);
            if (block.Gradient != null) Write(block, pair, ExponentialsAt<V>(scratch, group, start), hard);
            total += pair.Rows.Finish(block, options.IgnoreIndex);
            elsewhere |= hard << start;
        }
        for (int row = 0; elsewhere >> row != 0 && row < group.Rows; row++) // last, because that kernel uses the scratch memory too
            if ((elsewhere & (1u << row)) != 0) total += RowKernel.Run(formula, group.Part(row, 1, 1), options);
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double* Room<V>(in PinnedBatch<float> group)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        => Scratch.Of((group.Rows + V.Count - 1) / V.Count * (nint)V.Count * (RowPair<V>.Size + group.Columns));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PinnedBatch<float> Block<V>(in PinnedBatch<float> group, int start)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        => group.Part(start, Math.Min(V.Count, group.Rows - start), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static RowPair<V> PairAt<V>(double* scratch, in PinnedBatch<float> group, int start)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        => new(scratch + (nint)start * (RowPair<V>.Size + group.Columns));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V* ExponentialsAt<V>(double* scratch, in PinnedBatch<float> group, int start)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        => (V*)(scratch + (nint)start * (RowPair<V>.Size + group.Columns)) + RowPair<V>.Size;

    /// <summary>A bit for each row that has to be read class by class; it costs nothing here.</summary>
    [MethodImpl(Kernel)]
    static uint Hard<V>(in PinnedBatch<float> block, RowPair<V> pair, int? ignored)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        uint hard = 0;
        double* margin = (double*)pair.Margin, loss = (double*)pair.Rows.Loss;
        for (int row = 0; row < block.Rows; row++)
        {
            if (margin[row] >= 0 || block.Classes[row] == ignored) continue;
            hard |= 1u << row;
            loss[row] = 0;
        }
        return hard;
    }

    /// <summary>Writes the gradient of every row but the hard ones.</summary>
    [MethodImpl(Kernel)]
    static void Write<V>(in PinnedBatch<float> block, RowPair<V> pair, V* exponentials, uint hard)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        int classes = block.Columns;
        Slopes(exponentials, classes, pair);
        double* ones = (double*)pair.Rows.Factor;
        if (hard == 0)
        {
            RowBlock.Write((double*)exponentials, ones, block.Gradient, block.Rows, classes, V.Count);
            pair.Rows.PatchOwn(block.Gradient, block.Rows, classes);
            return;
        }
        for (int row = 0; row < block.Rows; row++)
        {
            if ((hard & (1u << row)) != 0) continue;
            float* gradient = block.Gradient + (nint)row * classes;
            RowBlock.Write((double*)exponentials + row, ones + row, gradient, 1, classes, V.Count);
            gradient[(int)((double*)pair.Rows.Target)[row]] = (float)((double*)pair.Rows.OwnGradient)[row];
        }
    }

    [MethodImpl(Kernel)]
    static void Slopes<V>(V* e, int classes, RowPair<V> pair)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
    {
        V linear = *pair.Linear, square = *pair.Square;
        for (int k = 0; k < classes; k++) e[k] *= V.MultiplyAdd(e[k], square, linear);
        *pair.Rows.Factor = 1;
    }
}
