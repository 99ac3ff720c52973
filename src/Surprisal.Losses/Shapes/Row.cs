namespace Surprisal.Losses;

/// <summary>A whole row, one entry a class, read on a lane: on registers it is several rows at once.</summary>
/// <typeparam name="V">The lane.</typeparam>
public readonly ref struct Row<V>
    where V : struct
{
    /// <summary>z of each class.</summary>
    public ReadOnlySpan<V> Logits { get; init; }

    /// <summary>Y of each class: the one-hot of the true class, or the distribution that was given.</summary>
    public ReadOnlySpan<V> Targets { get; init; }

    /// <summary>p = softmax(z). Not to be read where slopes are by logits.</summary>
    public ReadOnlySpan<V> Probabilities { get; init; }

    /// <summary>log p, finite where p underflows. Not to be read where slopes are by logits.</summary>
    public ReadOnlySpan<V> LogProbabilities { get; init; }

    /// <summary>Y − p, without the cancellation that subtracting would suffer where p is near 1. Not to be read where slopes are by logits.</summary>
    public ReadOnlySpan<V> Errors { get; init; }

    /// <summary>How many classes there are.</summary>
    public int Count => Targets.Length;
}
