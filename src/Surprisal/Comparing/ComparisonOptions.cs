namespace Surprisal;

/// <summary>Which losses are compared, and how.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The losses, two or more.</summary>
    public required IReadOnlyList<ComparedLoss> Losses { get; init; }

    /// <summary>Each is a comparison of its own; the runs of all take turns, so that a budget cuts them alike.</summary>
    public required IReadOnlyList<ComparisonSetting> Settings { get; init; }

    /// <summary>How often everything is done: each seed has its own split of the rows, initial numbers and order of batches, the same for all losses.</summary>
    public int Seeds { get; init; } = 10;

    /// <summary>The first seed; the others follow.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>The share of the rows that a run is judged by and that it never sees.</summary>
    public double HeldOut { get; init; } = 0.2;

    /// <summary>Ways of training that are tried for each run, judged by the accuracy on a quarter of the rows that it may see; 0 trains by the settings as they are.</summary>
    public int Trials { get; init; }

    /// <summary>Runs at a time; each has one processor core, and none depends on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>When this is over no run goes on; null waits for all.</summary>
    public TimeSpan? Budget { get; init; }
}
