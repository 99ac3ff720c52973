using System.Numerics;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>An optimiser at work: what it remembers from step to step. A number's bits depend neither on where it lies nor on the number of threads.</summary>
public abstract class OptimizerState
{
    const int PartLength = 1 << 14;
    readonly float[] _values, _gradient;
    readonly WorkerPool _pool;
    readonly Action<int> _part;

    /// <summary>A state for these numbers.</summary>
    /// <param name="values">Changed by every step.</param>
    /// <param name="gradient">As long; read by every step.</param>
    /// <param name="averages">How many moving averages it keeps of each number, at most 2.</param>
    /// <param name="pool">Who does the work.</param>
    protected OptimizerState(float[] values, float[] gradient, int averages, WorkerPool pool)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(pool);
        if (gradient.Length != values.Length) throw new ArgumentException($"{values.Length} slopes expected, got {gradient.Length}.");
        (_values, _gradient, _pool) = (values, gradient, pool);
        Averages = [.. Enumerable.Range(0, averages).Select(_ => new float[values.Length])];
        _part = Part;
    }

    /// <summary>How many steps it has taken; a resumed run sets it.</summary>
    public int Steps { get; set; }

    /// <summary>What it remembers of each number; a resumed run fills it.</summary>
    public IReadOnlyList<float[]> Averages { get; }

    /// <summary>Moves the values against the gradient.</summary>
    /// <param name="learningRate">The size of the step.</param>
    public void Step(double learningRate)
    {
        Steps++;
        Prepare(learningRate);
        _pool.Run((_values.Length + PartLength - 1) / PartLength, _part);
    }

    /// <summary>Computes what is the same for all numbers of this step.</summary>
    protected abstract void Prepare(double learningRate);

    /// <summary>Moves some numbers, all spans as long and a whole number of registers.</summary>
    protected abstract void Move(Span<Vector<float>> values, ReadOnlySpan<Vector<float>> gradient, Span<Vector<float>> first, Span<Vector<float>> second);

    void Part(int part)
    {
        int start = part * PartLength, length = Math.Min(PartLength, _values.Length - start), count = Vector<float>.Count, wide = length / count * count;
        Move(Wide(_values, start, wide), Wide(_gradient, start, wide), Wide(Average(0), start, wide), Wide(Average(1), start, wide));
        if (wide < length) MoveRest(start + wide, length - wide);
    }

    // The last few through the same code, in registers of their own.
    void MoveRest(int start, int length)
    {
        Span<Vector<float>> rest = stackalloc Vector<float>[4];
        Copy(_values, 0, rest);
        Copy(_gradient, 1, rest);
        Copy(Average(0), 2, rest);
        Copy(Average(1), 3, rest);
        Move(rest[..1], rest.Slice(1, 1), rest.Slice(2, 1), rest.Slice(3, 1));
        Back(_values, 0, rest);
        Back(Average(0), 2, rest);
        Back(Average(1), 3, rest);

        void Copy(float[] from, int register, Span<Vector<float>> rest)
        {
            if (from.Length > 0) from.AsSpan(start, length).CopyTo(Floats(rest, register));
        }

        void Back(float[] to, int register, Span<Vector<float>> rest)
        {
            if (to.Length > 0) Floats(rest, register)[..length].CopyTo(to.AsSpan(start));
        }
    }

    float[] Average(int index) => index < Averages.Count ? Averages[index] : [];

    static Span<float> Floats(Span<Vector<float>> registers, int index) => System.Runtime.InteropServices.MemoryMarshal.Cast<Vector<float>, float>(registers.Slice(index, 1));

    static Span<Vector<float>> Wide(float[] array, int start, int length) =>
        array.Length == 0 ? [] : System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector<float>>(array.AsSpan(start, length));
}
