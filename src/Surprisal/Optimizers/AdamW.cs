using System.Numerics;
using System.Runtime.InteropServices;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// Adam with decoupled weight decay, step by step as PyTorch's AdamW: every number moves by about the learning rate, in the direction of its
/// smoothed gradient. Loshchilov and Hutter, arXiv:1711.05101.
/// </summary>
public sealed class AdamW
{
    const int PartLength = 1 << 14;
    const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
    readonly double _weightDecay;
    readonly float[] _parameters, _gradient, _means, _squares;
    readonly WorkerPool _pool;
    readonly Action<int> _part;
    int _steps;
    float _decay, _rate, _correction;

    /// <summary>An optimiser of these parameters.</summary>
    /// <param name="parameters">Changed by every step.</param>
    /// <param name="gradient">As long; read by every step.</param>
    /// <param name="weightDecay">The share of a number, times the learning rate, that every step takes away.</param>
    /// <param name="pool">Who does the work.</param>
    public AdamW(float[] parameters, float[] gradient, double weightDecay, WorkerPool pool)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(pool);
        if (gradient.Length != parameters.Length) throw new ArgumentException($"{parameters.Length} slopes expected, got {gradient.Length}.");
        (_parameters, _gradient, _weightDecay, _pool) = (parameters, gradient, weightDecay, pool);
        _means = new float[parameters.Length];
        _squares = new float[parameters.Length];
        _part = Part;
    }

    /// <summary>Moves the parameters against the gradient.</summary>
    /// <param name="learningRate">About how far a number moves.</param>
    public void Step(double learningRate)
    {
        _steps++;
        _decay = (float)(1 - learningRate * _weightDecay);
        _rate = (float)(learningRate / (1 - Math.Pow(Beta1, _steps)));
        _correction = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps)));
        _pool.Run((_parameters.Length + PartLength - 1) / PartLength, _part);
    }

    void Part(int part)
    {
        int start = part * PartLength, length = Math.Min(PartLength, _parameters.Length - start);
        Span<float> parameters = _parameters.AsSpan(start, length), means = _means.AsSpan(start, length), squares = _squares.AsSpan(start, length);
        var gradient = _gradient.AsSpan(start, length);
        int wide = length / Vector<float>.Count * Vector<float>.Count;
        Wide(parameters[..wide], gradient[..wide], means[..wide], squares[..wide]);
        if (wide == length) return;
        // The rest through the same code, so that a number's bits do not depend on where it lies.
        Span<float> rest = stackalloc float[4 * Vector<float>.Count];
        int count = Vector<float>.Count;
        parameters[wide..].CopyTo(rest);
        gradient[wide..].CopyTo(rest[count..]);
        means[wide..].CopyTo(rest[(2 * count)..]);
        squares[wide..].CopyTo(rest[(3 * count)..]);
        Wide(rest[..count], rest.Slice(count, count), rest.Slice(2 * count, count), rest.Slice(3 * count, count));
        rest[..(length - wide)].CopyTo(parameters[wide..]);
        rest.Slice(2 * count, length - wide).CopyTo(means[wide..]);
        rest.Slice(3 * count, length - wide).CopyTo(squares[wide..]);
    }

    void Wide(Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> means, Span<float> squares)
    {
        var p = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var m = MemoryMarshal.Cast<float, Vector<float>>(means);
        var v = MemoryMarshal.Cast<float, Vector<float>>(squares);
        var epsilon = new Vector<float>((float)Epsilon);
        for (int i = 0; i < p.Length; i++)
        {
            m[i] = m[i] * (float)Beta1 + g[i] * (float)(1 - Beta1);
            v[i] = v[i] * (float)Beta2 + g[i] * g[i] * (float)(1 - Beta2);
            p[i] = p[i] * _decay - _rate * m[i] / (Vector.SquareRoot(v[i]) * _correction + epsilon);
        }
    }
}
