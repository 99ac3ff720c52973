using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What was asked for at the public door: the rows, their answers, and where results go.</summary>
readonly ref struct LossBatch<T>(ReadOnlyMatrixSpan<T> logits, Targets<T> targets, MatrixSpan<T> gradient, Span<T> losses)
    where T : unmanaged
{
    public readonly ReadOnlyMatrixSpan<T> Logits = logits;
    public readonly Targets<T> Targets = targets;

    /// <summary>Empty where no gradient is wanted.</summary>
    public readonly MatrixSpan<T> Gradient = gradient;

    /// <summary>Empty where only the sum is wanted.</summary>
    public readonly Span<T> Losses = losses;

    /// <summary>The same, only for its value.</summary>
    public LossBatch<T> WithoutGradient => new(Logits, Targets, default, default);
}
