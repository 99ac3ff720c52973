using System.Text.Json;

namespace Surprisal.Cli;

/// <summary>Numbers in JSON, which knows no infinity: those that are not finite become text.</summary>
static class JsonFigures
{
    public static void WriteFigure(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    public static void WriteFigures(this Utf8JsonWriter json, ReadOnlySpan<double> values)
    {
        json.WriteStartArray();
        foreach (double value in values) json.WriteFigure(value);
        json.WriteEndArray();
    }
}
