namespace Surprisal;

/// <summary>What an experiment is given.</summary>
/// <param name="Seed">Decides everything random.</param>
/// <param name="Progress">Told how far it is, or null.</param>
/// <param name="Stop">Ends it with an <see cref="OperationCanceledException"/>.</param>
readonly record struct LabRun(int Seed, IProgress<TrainingProgress>? Progress, CancellationToken Stop)
{
    /// <summary>How often an experiment that learns is repeated on new rows.</summary>
    public const int Draws = 10;

    /// <summary>Rows that every draw is judged by.</summary>
    public const int JudgedRows = 4000;

    /// <summary>Does the same for each draw, told a seed of its own.</summary>
    public T[] Repeat<T>(Func<int, T> draw)
    {
        var results = new T[Draws];
        for (int i = 0; i < results.Length; i++)
        {
            Stop.ThrowIfCancellationRequested();
            Progress?.Report(new((double)i / Draws, $"draw {i + 1} of {Draws}"));
            results[i] = draw((int)(Chance.Mixed((ulong)Seed, (ulong)i) >> 33));
        }

        return results;
    }
}
