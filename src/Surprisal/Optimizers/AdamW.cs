using System.Numerics;
using System.Runtime.InteropServices;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, arXiv:1711.05101), number for number as PyTorch's <c>AdamW</c>: each
/// parameter moves by about the learning rate, whatever the size of its gradient. The decay shrinks all parameters, biases too.
/// </summary>
public sealed class AdamW : IDisposable
{
    // A part's parameters, gradients and moments fit the first-level cache; the number of parts depends on the model only.
    const int PartLength = 4096;

    readonly AdamWOptions _options;
    readonly WorkerPool _pool;
    readonly Memory<float> _parameters;
    readonly AlignedBuffer<float> _gradients, _means, _squares;
    readonly Action<int> _stepPart;
    int _steps;

    /// <summary>An optimizer at its first step.</summary>
    /// <param name="parameters">What it moves, at every step.</param>
    /// <param name="options">How; defaults where left out.</param>
    /// <param name="pool">Who does the work.</param>
    public AdamW(Memory<float> parameters, AdamWOptions? options, WorkerPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        _options = options ?? new AdamWOptions();
        _pool = pool;
        _parameters = parameters;
        _gradients = new AlignedBuffer<float>(parameters.Length);
        _means = new AlignedBuffer<float>(parameters.Length);
        _squares = new AlignedBuffer<float>(parameters.Length);
        _stepPart = StepPart;
    }

    /// <summary>As long as the parameters: where the slope of the loss goes before <see cref="Step"/>, which leaves it as it is.</summary>
    public Span<float> Gradients => _gradients.Span;

    /// <summary>Moves all parameters once.</summary>
    public void Step()
    {
        _steps++;
        _pool.Run((_parameters.Length + PartLength - 1) / PartLength, _stepPart);
    }

    /// <summary>Returns the memory of gradients and moments.</summary>
    public void Dispose()
    {
        _gradients.Dispose();
        _means.Dispose();
        _squares.Dispose();
    }

    void StepPart(int part)
    {
        int start = part * PartLength, count = Math.Min(PartLength, _parameters.Length - start);
        // The moments begin at 0; both corrections undo that pull (Kingma and Ba, arXiv:1412.6980, section 3).
        double meanCorrection = 1 - Math.Pow(_options.Beta1, _steps), squareCorrection = 1 - Math.Pow(_options.Beta2, _steps);
        new Move
        {
            Kept = (float)(1 - _options.LearningRate * _options.WeightDecay),
            Step = (float)(_options.LearningRate / meanCorrection),
            Beta1 = (float)_options.Beta1,
            Beta2 = (float)_options.Beta2,
            Fresh1 = (float)(1 - _options.Beta1),
            Fresh2 = (float)(1 - _options.Beta2),
            Root = (float)(1 / Math.Sqrt(squareCorrection)),
            Epsilon = (float)_options.Epsilon,
        }.Apply(_parameters.Span.Slice(start, count), Gradients.Slice(start, count), _means.Span.Slice(start, count), _squares.Span.Slice(start, count));
    }

    /// <summary>One step's numbers, the same for every parameter.</summary>
    readonly ref struct Move
    {
        public required float Kept { get; init; }

        public required float Step { get; init; }

        public required float Beta1 { get; init; }

        public required float Beta2 { get; init; }

        public required float Fresh1 { get; init; }

        public required float Fresh2 { get; init; }

        public required float Root { get; init; }

        public required float Epsilon { get; init; }

        public void Apply(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> means, Span<float> squares)
        {
            var p = MemoryMarshal.Cast<float, Vector<float>>(parameters);
            var g = MemoryMarshal.Cast<float, Vector<float>>(gradients)[..p.Length];
            var m = MemoryMarshal.Cast<float, Vector<float>>(means)[..p.Length];
            var v = MemoryMarshal.Cast<float, Vector<float>>(squares)[..p.Length];
            Vector<float> kept = new(Kept), step = new(Step), beta1 = new(Beta1), beta2 = new(Beta2);
            Vector<float> fresh1 = new(Fresh1), fresh2 = new(Fresh2), root = new(Root), epsilon = new(Epsilon);
            for (int i = 0; i < p.Length; i++)
            {
                var gradient = g[i];
                var mean = m[i] = beta1 * m[i] + fresh1 * gradient;
                var square = v[i] = beta2 * v[i] + fresh2 * gradient * gradient;
                p[i] = kept * p[i] - step * mean / (Vector.SquareRoot(square) * root + epsilon);
            }

            for (int k = p.Length * Vector<float>.Count; k < parameters.Length; k++)
            {
                float mean = means[k] = Beta1 * means[k] + Fresh1 * gradients[k];
                float square = squares[k] = Beta2 * squares[k] + Fresh2 * gradients[k] * gradients[k];
                parameters[k] = Kept * parameters[k] - Step * mean / (MathF.Sqrt(square) * Root + Epsilon);
            }
        }
    }
}
