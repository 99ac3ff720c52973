using System.Numerics;
using System.Runtime.InteropServices;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal.Benchmarks;

/// <summary>Logits, targets and a gradient in memory as training holds it: aligned, in huge pages where there are any, made once.</summary>
abstract class Batch(int rows, int columns, bool classes) : IDisposable
{
    public int Rows => rows;

    public int Columns => columns;

    public int Logits => rows * columns;

    protected bool AreClasses => classes;

    /// <summary>What a call cannot avoid to move: logits and targets read, the gradient written.</summary>
    public abstract long BytesPerCall { get; }

    /// <summary>Value and gradient of the first <paramref name="count"/> rows.</summary>
    public abstract double Evaluate(Loss loss, int count);

    /// <summary>STREAM's scale in the same memory: gradient = s · logits, rows split over threads.</summary>
    public abstract void Scale(int threads);

    /// <summary>The largest difference between the gradient and the one in a file of raw numbers, over the largest of the file.</summary>
    public abstract double GradientError(string path);

    public abstract void ReadLogits(string path);

    public abstract void ReadTargets(string path);

    public abstract void Dispose();
}

/// <inheritdoc/>
abstract class Batch<T>(int rows, int columns, bool classes) : Batch(rows, columns, classes)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const int Chunk = 1 << 16;

    public AlignedBuffer<T> LogitBuffer { get; } = new(rows * columns);

    public AlignedBuffer<T> GradientBuffer { get; } = new(rows * columns);

    public AlignedBuffer<T> ValueBuffer { get; } = new(classes ? 0 : rows * columns);

    public AlignedBuffer<int> ClassBuffer { get; } = new(classes ? rows : 0);

    public override long BytesPerCall
        => (2L * Bytes(LogitBuffer.Span).Length) + Bytes(ClassBuffer.Span).Length + Bytes(ValueBuffer.Span).Length;

    protected ReadOnlyMatrixSpan<T> LogitRows(int count) => new(LogitBuffer.Span[..(count * Columns)], count, Columns);

    protected MatrixSpan<T> GradientRows(int count) => new(GradientBuffer.Span[..(count * Columns)], count, Columns);

    protected Targets<T> TargetRows(int count) =>
        AreClasses ? new Targets<T>(ClassBuffer.Span[..count]) : new Targets<T>(ValueBuffer.Span[..(count * Columns)]);

    public override void Scale(int threads)
    {
        if (threads == 1) ScalePart(0, Logits);
        else Parallel.For(0, threads, part => ScalePart((int)((long)Logits * part / threads), (int)((long)Logits * (part + 1) / threads)));
    }

    public override double GradientError(string path)
    {
        var expected = new T[Chunk];
        var gradient = GradientBuffer.Span;
        double largest = 0, difference = 0;
        using var file = File.OpenRead(path);
        for (int start = 0; start < gradient.Length; start += Chunk)
        {
            var part = gradient.Slice(start, Math.Min(Chunk, gradient.Length - start));
            file.ReadExactly(Bytes(expected.AsSpan(0, part.Length)));
            for (int i = 0; i < part.Length; i++)
            {
                double wanted = double.CreateTruncating(expected[i]);
                // Math.Max keeps a NaN, so one anywhere fails the job.
                largest = Math.Max(largest, Math.Abs(wanted));
                difference = Math.Max(difference, Math.Abs(double.CreateTruncating(part[i]) - wanted));
            }
        }
        return difference == 0 ? 0 : difference / largest;
    }

    public override void ReadLogits(string path) => Read(path, Bytes(LogitBuffer.Span));

    public override void ReadTargets(string path)
        => Read(path, AreClasses ? Bytes(ClassBuffer.Span) : Bytes(ValueBuffer.Span));

    public override void Dispose()
    {
        LogitBuffer.Dispose();
        GradientBuffer.Dispose();
        ValueBuffer.Dispose();
        ClassBuffer.Dispose();
    }

    void ScalePart(int start, int end)
    {
        var from = LogitBuffer.Span[start..end];
        var to = GradientBuffer.Span[start..end];
        var factor = new Vector<T>(T.CreateTruncating(3));
        int i = 0;
        for (; i <= from.Length - Vector<T>.Count; i += Vector<T>.Count) (new Vector<T>(from[i..]) * factor).CopyTo(to[i..]);
        for (; i < from.Length; i++) to[i] = T.CreateTruncating(3) * from[i];
    }

    static Span<byte> Bytes<TItem>(Span<TItem> items)
        where TItem : unmanaged
        => MemoryMarshal.AsBytes(items);

    static void Read(string path, Span<byte> bytes)
    {
        using var file = File.OpenRead(path);
        if (file.Length != bytes.Length) throw new IOException($"{path}: {bytes.Length} bytes expected, got {file.Length}");
        // A span's length is an int: 65 million floats fit, and larger batches would not.
        file.ReadExactly(bytes);
    }
}

/// <inheritdoc/>
sealed class SingleBatch(int rows, int columns, bool classes) : Batch<float>(rows, columns, classes)
{
    public override double Evaluate(Loss loss, int count) => loss.Evaluate(LogitRows(count), TargetRows(count), GradientRows(count));
}

/// <inheritdoc/>
sealed class DoubleBatch(int rows, int columns, bool classes) : Batch<double>(rows, columns, classes)
{
    public override double Evaluate(Loss loss, int count) => loss.Evaluate(LogitRows(count), TargetRows(count), GradientRows(count));
}
