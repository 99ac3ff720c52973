using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What <see cref="RowActivations"/> writes.</summary>
enum RowActivation
{
    Softmax,
    LogSoftmax,
    LogSumExp,
}

/// <summary>Softmax and what belongs to it, as many rows at a time as a register holds doubles.</summary>
static unsafe class RowActivations
{
    /// <summary>Writes one number per logit, or per row for log Σ exp.</summary>
    public static void Run<T>(RowActivation activation, ReadOnlyMatrixSpan<T> logits, Span<T> results)
        where T : unmanaged
    {
        fixed (T* z = logits.Values, to = results)
        {
            if (Vector512.IsHardwareAccelerated) Run<Lane512<double>, T>(activation, z, to, logits.Rows, logits.Columns);
            else if (Vector256.IsHardwareAccelerated) Run<Lane256<double>, T>(activation, z, to, logits.Rows, logits.Columns);
            else Run<Lane128<double>, T>(activation, z, to, logits.Rows, logits.Columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run<V, T>(RowActivation activation, T* logits, T* results, int rows, int classes)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        V* z = (V*)Scratch.Of((2 * (nint)classes + 2) * V.Count), e = z + classes, factor = e + classes, total = factor + 1;
        for (int start = 0; start < rows; start += V.Count)
        {
            int count = Math.Min(V.Count, rows - start);
            nint at = (nint)start * classes;
            RowBlock.Read(logits + at, count, classes, (double*)z, V.Count);
            Block<V, T>(activation, z, e, factor, total, classes);
            if (activation == RowActivation.LogSumExp)
            {
                for (int row = 0; row < count; row++)
                {
                    double sum = ((double*)total)[row];
                    results[start + row] = Number.FromDouble<T>(double.IsNaN(sum) ? Largest(logits + at + (nint)row * classes, classes) : sum);
                }
            }
            else
            {
                RowBlock.Write((double*)e, (double*)factor, results + at, count, classes, V.Count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Block<V, T>(RowActivation activation, V* z, V* e, V* factor, V* total, int classes)
        where V : unmanaged, ISimdLane<V, double>, ILane<V>
        where T : unmanaged
    {
        var softmax = SoftmaxBlock<V>.Of<T>(z, e, classes);
        *factor = activation == RowActivation.Softmax ? softmax.Inverse : 1;
        *total = softmax.Max + softmax.LogSum;
        for (int k = 0; k < classes && activation == RowActivation.LogSoftmax; k++) e[k] = softmax.LogProbability<T>(z[k], out _);
    }

    /// <summary>log Σ exp of a row where infinities met, as ∞ − ∞: the largest logit, or NaN if there is one.</summary>
    static double Largest<T>(T* z, int classes)
        where T : unmanaged
    {
        double largest = double.NegativeInfinity;
        for (int k = 0; k < classes; k++) largest = Math.Max(largest, Number.ToDouble(z[k]));
        return largest;
    }
}
