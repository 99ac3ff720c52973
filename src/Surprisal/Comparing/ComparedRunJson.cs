using System.Text.Json.Serialization;

namespace Surprisal;

/// <summary>A run as a JSON object: a line of runs.jsonl, and what a report of a comparison holds of it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ComparedRun))]
sealed partial class ComparedRunJson : JsonSerializerContext;
