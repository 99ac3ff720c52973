using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>Lays a tensor's samples out as rows, runs the loss, and lays the results out as the tensor again.</summary>
static class TensorBatch
{
    public static double Run<T>(
        Loss loss, in TensorLayout layout, in ReadOnlyTensorSpan<T> logits, int[]? classes, in ReadOnlyTensorSpan<T> targets, in TensorSpan<T> gradient, in TensorSpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        layout.CheckResults(gradient.Lengths, !gradient.IsEmpty, losses.Lengths, !losses.IsEmpty);
        if (typeof(T) == typeof(double)) return Run<T, double>(loss, layout, logits, classes, targets, gradient, losses);
        if (typeof(T) == typeof(float) || typeof(T) == typeof(Half)) return Run<T, float>(loss, layout, logits, classes, targets, gradient, losses);
        throw new ArgumentException($"{loss.Info.Name}: tensors of float, double or Half expected, got {typeof(T).Name}.");
    }

    /// <typeparam name="T">What the tensors hold.</typeparam>
    /// <typeparam name="TNumber">What is computed with: double, or float.</typeparam>
    static double Run<T, TNumber>(
        Loss loss, in TensorLayout layout, in ReadOnlyTensorSpan<T> logits, int[]? classes, in ReadOnlyTensorSpan<T> targets, in TensorSpan<T> gradient, in TensorSpan<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        int count = layout.Count, lossCount = loss.LossCount(layout.Samples, layout.Classes);
        using Rented<T> dense = new(count);
        using Rented<TNumber> rows = new(count), values = new(classes is null ? count : 0), slopes = new(gradient.IsEmpty ? 0 : count), each = new(lossCount);
        logits.FlattenTo(dense.Span);
        ToRows(dense.Span, rows.Span, layout);
        if (classes is null)
        {
            targets.FlattenTo(dense.Span);
            ToRows(dense.Span, values.Span, layout);
        }
        double value = Evaluate(loss, layout, rows.Span, classes, values.Span, each.Span, slopes.Span);
        if (loss.Reduction == Reduction.BatchMean && layout.Inner > 1)
        {
            // The rows are N·d1·…·dk, and the batch N.
            value *= layout.Inner;
            TensorPrimitives.Multiply(slopes.Span, TNumber.CreateTruncating(layout.Inner), slopes.Span);
        }
        if (!gradient.IsEmpty)
        {
            FromRows(slopes.Span, dense.Span, layout, layout.Classes);
            new ReadOnlyTensorSpan<T>(dense.Span, layout.Shape).CopyTo(gradient);
        }
        if (!losses.IsEmpty)
        {
            FromRows(each.Span, dense.Span, layout, layout.IsPointwise ? layout.Classes : 1);
            new ReadOnlyTensorSpan<T>(dense.Span[..lossCount], layout.LossShape).CopyTo(losses);
        }
        return value;
    }

    static double Evaluate<TNumber>(
        Loss loss, in TensorLayout layout, Span<TNumber> rows, int[]? classes, Span<TNumber> values, Span<TNumber> each, Span<TNumber> slopes)
        where TNumber : unmanaged
    {
        var logits = new ReadOnlyMatrixSpan<TNumber>(rows, layout.Samples, layout.Classes);
        var gradient = slopes.IsEmpty ? default : new MatrixSpan<TNumber>(slopes, layout.Samples, layout.Classes);
        var targets = classes is null ? new Targets<TNumber>(values) : new Targets<TNumber>(classes);
        return loss.EvaluateRows(logits, targets, each, gradient);
    }

    static void ToRows<T, TNumber>(ReadOnlySpan<T> tensor, Span<TNumber> rows, in TensorLayout layout)
        where T : unmanaged, INumberBase<T>
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        int classes = layout.Classes, inner = layout.Inner;
        if (inner == 1)
        {
            TensorPrimitives.ConvertTruncating(tensor, rows);
            return;
        }
        for (int n = 0, from = 0; n < layout.Outer; n++)
            for (int k = 0; k < classes; k++)
                for (int d = 0; d < inner; d++) rows[((n * inner) + d) * classes + k] = TNumber.CreateTruncating(tensor[from++]);
    }

    static void FromRows<T, TNumber>(ReadOnlySpan<TNumber> rows, Span<T> tensor, in TensorLayout layout, int columns)
        where T : unmanaged, INumberBase<T>
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        int inner = layout.Inner;
        if (inner == 1 || columns == 1)
        {
            TensorPrimitives.ConvertTruncating(rows, tensor);
            return;
        }
        for (int n = 0, to = 0; n < layout.Outer; n++)
            for (int k = 0; k < columns; k++)
                for (int d = 0; d < inner; d++) tensor[to++] = T.CreateTruncating(rows[((n * inner) + d) * columns + k]);
    }

    /// <summary>An array that goes back to where it was lent.</summary>
    readonly struct Rented<T>(int count) : IDisposable
    {
        readonly T[] _array = ArrayPool<T>.Shared.Rent(count);

        public Span<T> Span => _array.AsSpan(0, count);

        public void Dispose() => ArrayPool<T>.Shared.Return(_array);
    }
}
