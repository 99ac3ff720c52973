using System.Numerics;
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

        protected override void Move(Span<Vector<float>> values, ReadOnlySpan<Vector<float>> gradient, Span<Vector<float>> means, Span<Vector<float>> squares)
        {
            var epsilon = new Vector<float>((float)options.Epsilon);
            for (int i = 0; i < values.Length; i++)
            {
                means[i] = means[i] * _beta1 + gradient[i] * _rest1;
                squares[i] = squares[i] * _beta2 + gradient[i] * gradient[i] * _rest2;
                values[i] = values[i] * _decay - _rate * means[i] / (Vector.SquareRoot(squares[i]) * _correction + epsilon);
            }
        }
    }
}
