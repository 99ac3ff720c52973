using System.Text.Json.Serialization;

namespace Surprisal.Benchmarks.Worker;

/// <summary>One line from the driver; each command reads the properties that it needs.</summary>
sealed record Request
{
    /// <summary><c>hello</c>, <c>find</c>, <c>prepare</c>, <c>time</c> or <c>scale</c>.</summary>
    public required string Command { get; init; }

    public int Threads { get; init; } = 1;

    /// <summary>How long to time, or to warm up.</summary>
    public double Seconds { get; init; }

    /// <summary>What the catalog parses: <c>focal:gamma=1.5</c>.</summary>
    public string Loss { get; init; } = "";

    public int Rows { get; init; }

    public int Columns { get; init; }

    /// <summary>Numbers of 8 bytes instead of 4.</summary>
    public bool Double { get; init; }

    /// <summary>Targets are one index per row instead of one number per logit.</summary>
    public bool Classes { get; init; }

    public double[]? ClassWeights { get; init; }

    /// <summary>Files of raw little-endian numbers; the gradient is the peer's.</summary>
    public string Logits { get; init; } = "";

    public string Targets { get; init; } = "";

    public string Gradient { get; init; } = "";

    /// <summary>The peer's value of the loss.</summary>
    public double Value { get; init; }
}

/// <summary>One line back. What does not apply is left out.</summary>
sealed record Reply
{
    public string? Error { get; init; }

    /// <summary>Why this loss cannot be run: the catalog's own words.</summary>
    public string? Skipped { get; init; }

    public int? Threads { get; init; }

    public string? Version { get; init; }

    public double? ValueError { get; init; }

    public double? GradientError { get; init; }

    public long? BytesPerCall { get; init; }

    /// <summary>The median of one call.</summary>
    public double? Seconds { get; init; }

    public int? Calls { get; init; }

    /// <summary>Managed memory that the calling thread took for a call, and that the whole process took.</summary>
    public double? AllocatedByThread { get; init; }

    public double? AllocatedInAll { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Reply))]
sealed partial class Messages : JsonSerializerContext;
