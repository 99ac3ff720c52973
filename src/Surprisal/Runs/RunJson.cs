using System.Text.Encodings.Web;
using System.Text.Json;

namespace Surprisal;

/// <summary>run.json, written for people and read back.</summary>
static class RunJson
{
    const int Version = 1;
    static readonly JsonWriterOptions s_readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Write(string path, RunRecord run) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, s_readable);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        WriteList(json, "command", run.Command);
        json.WriteString("began", run.Began);
        json.WriteString("program", run.Program);
        json.WriteString("runtime", run.Runtime);
        json.WriteString("system", run.System);
        json.WriteNumber("vector_bits", run.VectorBits);
        json.WriteNumber("seed", run.Seed);
        WriteMap(json, "options", run.Options.Select(option => (option.Key, option.Value)));
        json.WriteStartObject("data");
        json.WriteString("source", run.Source);
        json.WriteNumber("training_rows", run.Rows[0]);
        json.WriteNumber("validation_rows", run.Rows[1]);
        json.WriteNumber("held_out_rows", run.Rows[2]);
        json.WriteString("hash", run.DataHash);
        WriteMap(json, "columns", run.Columns);
        WriteList(json, "classes", run.Classes);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    });

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="TrainingException">It is something else.</exception>
    public static RunRecord Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var json = document.RootElement;
            int version = json.GetProperty("version").GetInt32();
            return version == Version ? Read(json) : throw new TrainingException($"{path}: is of version {version}, this program reads version {Version}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new TrainingException($"{path}: is damaged, or was not written by a training", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path}: could not be read: {IOFailure.Reason(error)}", error);
        }
    }

    static RunRecord Read(JsonElement json)
    {
        var data = json.GetProperty("data");
        return new()
        {
            Command = List(json, "command"),
            Began = json.GetProperty("began").GetDateTimeOffset(),
            Program = json.GetProperty("program").GetString()!,
            Runtime = json.GetProperty("runtime").GetString()!,
            System = json.GetProperty("system").GetString()!,
            VectorBits = json.GetProperty("vector_bits").GetInt32(),
            Seed = json.GetProperty("seed").GetInt32(),
            Options = new(json.GetProperty("options").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!), StringComparer.Ordinal),
            Source = data.GetProperty("source").GetString()!,
            Rows = [data.GetProperty("training_rows").GetInt32(), data.GetProperty("validation_rows").GetInt32(), data.GetProperty("held_out_rows").GetInt32()],
            DataHash = data.GetProperty("hash").GetString()!,
            Columns = [.. data.GetProperty("columns").EnumerateObject().Select(p => (p.Name, p.Value.GetString()!))],
            Classes = List(data, "classes"),
        };
    }

    static string[] List(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<(string Name, string Value)> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in texts) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
