using System.Text.Json;
using Surprisal.Losses;

namespace Surprisal.Cli;

/// <summary>Explanations as JSON, every number with all its digits.</summary>
static class ExplanationJson
{
    /// <summary>One row: one object, or for several losses an array of them.</summary>
    public static void Write(TextWriter output, Examples examples, IReadOnlyList<(string Name, Explanation Told)> stories) => JsonOutput.Write(output, json =>
    {
        json.WriteNumber("row", examples.FirstRow);
        if (examples.Model is { } model) Write(json, examples, model);
        if (stories.Count == 1)
        {
            Write(json, examples.Names, stories[0].Name, stories[0].Told);
            return;
        }
        json.WriteStartArray("losses");
        foreach (var (name, told) in stories)
        {
            json.WriteStartObject();
            Write(json, examples.Names, name, told);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>Several rows: the value, and an object for each.</summary>
    public static void Write(TextWriter output, Examples examples, string name, ExplainedBatch batch) => JsonOutput.Write(output, json =>
    {
        json.WriteString("loss", name);
        json.WriteString("unit", batch.Loss.Info.Unit);
        JsonOutput.WriteNumber(json, "sum", batch.Sum);
        JsonOutput.WriteNumber(json, "divisor", batch.Divisor);
        JsonOutput.WriteNumber(json, "value", batch.Value);
        json.WriteStartArray("rows");
        for (int row = 0; row < batch.Rows.Count; row++)
        {
            json.WriteStartObject();
            json.WriteNumber("row", examples.FirstRow + row);
            Write(json, examples.Names, name, batch.Rows[row]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    static void Write(Utf8JsonWriter json, string[] names, string name, Explanation told)
    {
        json.WriteString("loss", name);
        json.WriteString("formula", told.Info.Formula);
        json.WriteString("unit", told.Info.Unit);
        JsonOutput.WriteNumber(json, "value", told.Value);
        if (told.Info.Unit == "nats") JsonOutput.WriteNumber(json, "bits", told.Value / Math.Log(2));
        JsonOutput.WriteNumber(json, "sum", told.Sum);
        JsonOutput.WriteNumber(json, "divisor", told.Divisor);
        JsonOutput.WriteNumber(json, "weight", told.Weight);
        json.WriteBoolean("ignored", told.IsIgnored);
        if (told.TargetClass is { } target) json.WriteNumber("target", target);
        if (told.Softmax is { } softmax)
        {
            json.WriteStartObject("softmax");
            JsonOutput.WriteNumber(json, "max", softmax.Max);
            JsonOutput.WriteNumber(json, "sum", softmax.Sum);
            JsonOutput.WriteNumber(json, "log_sum_exp", softmax.LogSumExp);
            json.WriteEndObject();
        }
        json.WriteStartArray("classes");
        for (int k = 0; k < names.Length; k++) Write(json, names[k], told.Classes[k]);
        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in told.Steps)
        {
            json.WriteStartObject();
            json.WriteString("text", step.Text);
            JsonOutput.WriteNumber(json, "value", step.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("summary", told.Summary(names));
    }

    static void Write(Utf8JsonWriter json, string name, ExplainedClass c)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        JsonOutput.WriteNumber(json, "logit", c.Logit);
        JsonOutput.WriteNumber(json, "target", c.Target);
        foreach (var (key, value) in new[]
        {
            ("shifted", c.Shifted), ("exponential", c.Exponential), ("probability", c.Probability), ("log_probability", c.LogProbability), ("cost", c.Cost), ("mass", c.Mass), ("product", c.Product),
        })
        {
            if (value is { } number) JsonOutput.WriteNumber(json, key, number);
        }
        JsonOutput.WriteNumber(json, "gradient", c.Gradient);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, Examples examples, ModelRow row)
    {
        json.WriteString("place", examples.Place);
        json.WriteNumber("temperature", row.Temperature);
        json.WriteStartObject("cells");
        foreach (var (column, text) in row.Cells) json.WriteString(column, text);
        json.WriteEndObject();
        if (row.Parts is not { } parts) return;
        json.WriteStartArray("features");
        for (int i = 0; i < parts.Features.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("name", parts.Features[i].Name);
            JsonOutput.WriteNumber(json, "value", parts.Features[i].Value);
            Write(json, "pushes", parts.Parts[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Write(json, "biases", parts.Biases);
    }

    static void Write(Utf8JsonWriter json, string name, float[] numbers)
    {
        json.WriteStartArray(name);
        foreach (float number in numbers) JsonOutput.WriteNumber(json, number);
        json.WriteEndArray();
    }
}
