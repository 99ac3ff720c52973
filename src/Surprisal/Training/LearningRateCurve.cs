namespace Surprisal;

/// <summary>What a <see cref="LearningRateFinder"/> saw.</summary>
/// <param name="Trials">In the order of growing learning rates, up to where the loss ran away.</param>
/// <param name="Suggestion">A learning rate to train with; null where the loss never fell for long enough.</param>
public sealed record LearningRateCurve(IReadOnlyList<LearningRateTrial> Trials, double? Suggestion)
{
    // A fall of fewer steps is chance.
    const int ShortestFall = 8;

    /// <summary>The curve of some trials. The suggestion lies halfway down the longest fall, which is fastai's "valley": the longest subsequence of ever smaller losses.</summary>
    public static LearningRateCurve Of(IReadOnlyList<LearningRateTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        int[] length = new int[trials.Count];
        int end = 0;
        for (int i = 0; i < length.Length; i++)
        {
            length[i] = 1;
            for (int j = 0; j < i; j++)
                if (trials[i].Loss < trials[j].Loss) length[i] = Math.Max(length[i], length[j] + 1);
            if (length[i] > length[end]) end = i;
        }
        if (trials.Count == 0 || length[end] < ShortestFall) return new(trials, null);
        int start = end - length[end] + 1;
        return new(trials, trials[(start + end) / 2].LearningRate);
    }
}
