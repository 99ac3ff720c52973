using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What a kernel gets: the rows, their answers, and where results go.</summary>
ref struct LossBatch<T>(ReadOnlyMatrixSpan<T> logits, Targets<T> targets, MatrixSpan<T> gradient, Span<T> losses)
    where T : unmanaged
{
    public readonly ReadOnlyMatrixSpan<T> Logits = logits;
    public readonly Targets<T> Targets = targets;

    /// <summary>Empty where no gradient is wanted.</summary>
    public readonly MatrixSpan<T> Gradient = gradient;

    /// <summary>Empty where only the sum is wanted.</summary>
    public readonly Span<T> Losses = losses;

    /// <summary>What the gradient of the sum is multiplied by.</summary>
    public double Scale = 1;
}
