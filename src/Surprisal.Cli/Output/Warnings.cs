using System.Text.Json;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>Findings of the doctor's checks, beside results and in them.</summary>
static class Warnings
{
    /// <summary>One line each: <c>warning SUR015: what was seen. What to do.</c></summary>
    public static void Write(TextWriter error, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings) error.WriteLine($"warning {finding.Code}: {finding.Title}: {finding.Seen}. {finding.Advice}");
    }

    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("title", finding.Title);
            json.WriteString("seen", finding.Seen);
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
