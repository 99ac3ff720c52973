using System.Numerics;
using System.Runtime.CompilerServices;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Stochastic gradient descent, with momentum as PyTorch's SGD has it: v ← m·v + g, z ← z − rate·v. Weight decay is decoupled, as in SGDW of arXiv:1711.05101.</summary>
public sealed record Sgd : Optimizer
{
    /// <summary>How much of its velocity a step keeps, in [0, 1).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether a step looks ahead: z ← z − rate·(g + m·v).</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override OptimizerState Start(float[] values, float[] gradient, WorkerPool pool) => new State(this, values, gradient, pool);

    sealed class State(Sgd options, float[] values, float[] gradient, WorkerPool pool) : OptimizerState(values, gradient, averages: 1, pool)
    {
        readonly float _momentum = (float)options.Momentum;
        float _decay, _rate;

        protected override void Prepare(double learningRate)
        {
            _decay = (float)(1 - learningRate * options.WeightDecay);
            _rate = (float)learningRate;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Move(Span<Vector<float>> values, ReadOnlySpan<Vector<float>> gradient, Span<Vector<float>> velocities, Span<Vector<float>> none)
        {
            for (int i = 0; i < values.Length; i++)
            {
                velocities[i] = velocities[i] * _momentum + gradient[i];
                var move = options.Nesterov ? gradient[i] + _momentum * velocities[i] : velocities[i];
                values[i] = values[i] * _decay - _rate * move;
            }
        }
    }
}
