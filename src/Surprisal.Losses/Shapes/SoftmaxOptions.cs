namespace Surprisal.Losses;

/// <summary>What the softmax kernels need to know beside the rows.</summary>
readonly ref struct SoftmaxOptions<T>(ReadOnlySpan<T> classWeights, double labelSmoothing, int? ignoreIndex)
    where T : unmanaged
{
    /// <summary>Empty, or one per class.</summary>
    public ReadOnlySpan<T> ClassWeights { get; } = classWeights;

    public double LabelSmoothing { get; } = labelSmoothing;

    public int? IgnoreIndex { get; } = ignoreIndex;
}
