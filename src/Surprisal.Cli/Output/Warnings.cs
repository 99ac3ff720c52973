using System.Text.Json;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>What the diagnosis of a classifier found, below a report and in its JSON.</summary>
static class Warnings
{
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings) output.WriteLine($"warning {finding.Code}: {finding.Seen}; {finding.Advice}");
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("warnings");
        foreach (var finding in findings) json.WriteStringValue($"{finding.Code}: {finding.Seen}; {finding.Advice}");
        json.WriteEndArray();
    }
}
