using System.Text.Json;

namespace Surprisal.Cli;

/// <summary>An answer of the lab as JSON, with what a chart of it needs.</summary>
static class LabJson
{
    public static void Write(Utf8JsonWriter json, LabPreset preset, int seed, LabAnswer answer)
    {
        json.WriteString("experiment", preset.Name);
        json.WriteString("question", preset.Question);
        json.WriteString("usual_answer", preset.UsualAnswer);
        json.WriteString("verdict", answer.Verdict);
        json.WriteBoolean("confirms_usual_answer", answer.Confirms);
        json.WriteString("method", answer.Method);
        json.WriteNumber("seed", seed);
        Write(json, answer.Table);
        json.WriteStartArray("differences");
        foreach (var difference in answer.Differences)
        {
            json.WriteStartObject();
            json.WriteString("name", difference.Name);
            json.WriteString("unit", Name(difference.Unit));
            CrossValidationOutput.Write(json, "value", difference.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, answer.Chart);
    }

    public static void WriteList(Utf8JsonWriter json)
    {
        json.WriteStartArray("experiments");
        foreach (var preset in LabPreset.All) WriteNamed(json, preset.Name, "question", preset.Question);
        json.WriteEndArray();
        json.WriteStartArray("data");
        foreach (var truth in KnownTruths.All) WriteNamed(json, truth.Name, "summary", truth.Summary);
        json.WriteEndArray();
    }

    static void WriteNamed(Utf8JsonWriter json, string name, string property, string text)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString(property, text);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, LabTable table)
    {
        json.WriteStartArray("columns");
        foreach (var column in table.Columns) WriteNamed(json, column.Name, "unit", Name(column.Unit));
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            WriteNumbers(json, "values", row.Values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, LabChart chart)
    {
        json.WriteStartObject("chart");
        json.WriteString("title", chart.Title);
        json.WriteString("x_label", chart.XLabel);
        json.WriteString("y_label", chart.YLabel);
        if (chart.Categories is { } categories)
        {
            json.WriteStartArray("categories");
            foreach (string category in categories) json.WriteStringValue(category);
            json.WriteEndArray();
        }

        json.WriteStartArray("series");
        foreach (var series in chart.Series)
        {
            json.WriteStartObject();
            json.WriteString("name", series.Name);
            WriteNumbers(json, "x", series.X);
            WriteNumbers(json, "y", series.Y);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) JsonOutput.WriteNumber(json, number);
        json.WriteEndArray();
    }

    static string Name(LabUnit unit) => unit.ToString().ToLowerInvariant();
}
