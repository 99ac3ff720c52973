using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>One class or label of an <see cref="Explanation"/>: a line of its table. What the loss does not compute is null.</summary>
public sealed record ExplainedClass
{
    /// <summary>z, the raw model output.</summary>
    public required double Logit { get; init; }

    /// <summary>The answer for this class: its one-hot, its share of a distribution, or the label's number.</summary>
    public required double Target { get; init; }

    /// <summary>z − max z: softmax does not change by it, and no exponential can overflow.</summary>
    public double? Shifted { get; init; }

    /// <summary>exp(z − max z).</summary>
    public double? Exponential { get; init; }

    /// <summary>What the model gives it, from 0 to 1: its part of the softmax, or σ(z) of a label.</summary>
    public double? Probability { get; init; }

    /// <summary>log p, in nats.</summary>
    public double? LogProbability { get; init; }

    /// <summary>What the row would cost if this class were the answer, or what this label costs; in the loss's unit. Null where the loss looks at all classes together.</summary>
    public double? Cost { get; init; }

    /// <summary>How often <see cref="Cost"/> counts: the target after smoothing, times the class weight; 1 for a label.</summary>
    public double? Mass { get; init; }

    /// <summary><see cref="Mass"/> times <see cref="Cost"/>: what the class adds to the row's loss. An infinite cost that does not count adds 0.</summary>
    public double? Product => Mass == 0 ? 0 : Mass * Cost;

    /// <summary>∂value/∂z, of the value after reduction: a step down the gradient pulls the logit up where this is negative.</summary>
    public double Gradient { get; init; }

    /// <summary>What the formula named on its way, for this class alone.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];
}
