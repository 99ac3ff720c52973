using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>What <c>train</c> reads, as the command line names it.</summary>
sealed record TrainInput
{
    public required string Path { get; init; }

    public required IReadOnlyList<string> Targets { get; init; }

    public required string? Test { get; init; }

    /// <summary>The share of the rows to hold out; null where none was asked for.</summary>
    public required double? HeldOut { get; init; }

    public required ColumnOverrides Columns { get; init; }

    public required string? Schema { get; init; }

    public required string? SchemaOut { get; init; }

    /// <summary>The file of what answers cost; null where the likeliest is given.</summary>
    public string? Costs { get; init; }
}
