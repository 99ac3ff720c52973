namespace Surprisal;

/// <summary>How <see cref="AdamW"/> moves; the defaults are PyTorch's.</summary>
public sealed record AdamWOptions
{
    /// <summary>About how far a parameter moves in a step.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How much of the gradient's running mean is kept at each step, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How much of the running mean of the gradient's square is kept at each step, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of that mean: gradients far below it hardly move a parameter.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share of itself, times the learning rate, that a parameter loses at each step.</summary>
    public double WeightDecay { get; init; } = 0.01;
}
