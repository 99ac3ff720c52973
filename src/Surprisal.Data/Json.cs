using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Surprisal.Data;

/// <summary>Reads JSON that may have come from anywhere: whatever is wrong with it is a <see cref="DataException"/> that names the place.</summary>
static class Json
{
    /// <summary>Files are for people: é stays é.</summary>
    public static JsonWriterOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonDocument Parse(string text, string source)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{source}:{error.LineNumber + 1}");
            throw new DataException($"{place}: is not JSON, by its byte {error.BytePositionInLine + 1} at the latest", error);
        }
    }

    public static JsonElement Property(JsonElement json, string name, JsonValueKind kind, string place)
    {
        Expect(json, JsonValueKind.Object, place);
        if (!json.TryGetProperty(name, out var value)) throw new DataException($"{place}: has no \"{name}\"");
        Expect(value, kind, $"{place}: \"{name}\"");
        return value;
    }

    public static string Text(JsonElement json, string name, string place) => TextOf(Property(json, name, JsonValueKind.String, place), $"{place}: \"{name}\"");

    public static bool Boolean(JsonElement json, string name, string place)
    {
        Expect(json, JsonValueKind.Object, place);
        if (!json.TryGetProperty(name, out var value)) throw new DataException($"{place}: has no \"{name}\"");
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Other(value, "true or false", $"{place}: \"{name}\"");
    }

    /// <summary>A finite number.</summary>
    public static double Number(JsonElement json, string name, string place)
    {
        var value = Property(json, name, JsonValueKind.Number, place);
        return value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Other(value, "a finite number", $"{place}: \"{name}\"");
    }

    /// <summary>A whole number from 1 to <paramref name="most"/>.</summary>
    public static int Count(JsonElement json, string name, int most, string place)
    {
        var value = Property(json, name, JsonValueKind.Number, place);
        return value.TryGetInt32(out int count) && count >= 1 && count <= most
            ? count : throw Other(value, $"a whole number from 1 to {CellText.Count(most)}", $"{place}: \"{name}\"");
    }

    /// <summary>A list of texts that are all different.</summary>
    public static string[] Names(JsonElement json, string name, string place)
    {
        var list = Property(json, name, JsonValueKind.Array, place);
        string[] names = new string[list.GetArrayLength()];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int count = 0;
        foreach (var element in list.EnumerateArray())
        {
            string where = $"{place}: \"{name}\"[{count}]";
            Expect(element, JsonValueKind.String, where);
            names[count++] = TextOf(element, where);
            if (!seen.Add(names[count - 1])) throw new DataException($"{where}: {CellText.Quote(names[count - 1])} is there twice");
        }

        return names;
    }

    public static void WriteNames(Utf8JsonWriter writer, string name, IReadOnlyList<string> names)
    {
        writer.WriteStartArray(name);
        foreach (string text in names) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    public static void Expect(JsonElement json, JsonValueKind kind, string place)
    {
        if (json.ValueKind == kind) return;
        string expected = kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.Number => "a number",
            _ => "a text",
        };
        throw Other(json, expected, place);
    }

    // A lone surrogate such as "\ud800" is valid JSON and no text.
    static string TextOf(JsonElement json, string place)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new DataException($"{place}: is not text", error);
        }
    }

    static DataException Other(JsonElement json, string expected, string place) =>
        new($"{place}: expected {expected}, got {(json.ValueKind == JsonValueKind.Undefined ? "nothing" : CellText.OneLine(json.GetRawText()))}");
}
