using System.Numerics;
using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// Adam with decoupled weight decay, step by step as PyTorch's AdamW: every number moves by about the learning rate, in the direction of its
/// smoothed gradient. Loshchilov and Hutter, arXiv:1711.05101.
/// </summary>
public sealed record AdamW : Optimizer
{
    /// <summary>AdamW with PyTorch's defaults.</summary>
    public AdamW() => WeightDecay = 0.01;

    /// <summary>How much of the smoothed gradient a step keeps, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How much of the smoothed square of the gradient a step keeps, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the smoothed square, so that it can be divided by.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override OptimizerState Start(float[] values, float[] gradient, WorkerPool pool) => new State(this, values, gradient, pool);

    sealed class State(AdamW options, float[] values, float[] gradient, WorkerPool pool) : OptimizerState(values, gradient, averages: 2, pool)
    {
        readonly float _beta1 = (float)options.Beta1, _rest1 = (float)(1 - options.Beta1), _beta2 = (float)options.Beta2, _rest2 = (float)(1 - options.Beta2);
        float _decay, _rate, _correction;

        protected override void Prepare(double learningRate)
        {
            _decay = (float)(1 - learningRate * options.WeightDecay);
            _rate = (float)(learningRate / (1 - Math.Pow(options.Beta1, Steps)));
            _correction = (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, Steps)));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Move(Span<Vector<float>> values, ReadOnlySpan<Vector<float>> gradient, Span<Vector<float>> means, Span<Vector<float>> squares)
        {
            // In locals, or each would be read again after every number that is written.
            Vector<float> beta1 = new(_beta1), rest1 = new(_rest1), beta2 = new(_beta2), rest2 = new(_rest2);
            Vector<float> decay = new(_decay), rate = new(_rate), correction = new(_correction), epsilon = new((float)options.Epsilon);
            for (int i = 0; i < values.Length; i++)
            {
                var slope = gradient[i];
                var mean = means[i] * beta1 + slope * rest1;
                var square = squares[i] * beta2 + slope * slope * rest2;
                means[i] = mean;
                squares[i] = square;
                values[i] = values[i] * decay - rate * mean / (Vector.SquareRoot(square) * correction + epsilon);
            }
        }
    }
}
