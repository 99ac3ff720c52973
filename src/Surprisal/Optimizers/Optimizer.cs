using Surprisal.Numerics;

namespace Surprisal;

/// <summary>How a model's numbers move against their gradient, and its settings: <c>Optimizer.AdamW with { WeightDecay = 0.1 }</c>.</summary>
public abstract record Optimizer
{
    /// <summary>Adam with decoupled weight decay.</summary>
    public static AdamW AdamW { get; } = new();

    /// <summary>Stochastic gradient descent.</summary>
    public static Sgd Sgd { get; } = new();

    /// <summary>The share of every number, times the learning rate, that a step takes away. It stays out of the loss and of its gradient.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Begins with all moving averages at 0.</summary>
    /// <param name="values">Changed by every step.</param>
    /// <param name="gradient">As long; read by every step.</param>
    /// <param name="pool">Who does the work.</param>
    public abstract OptimizerState Start(float[] values, float[] gradient, WorkerPool pool);
}
