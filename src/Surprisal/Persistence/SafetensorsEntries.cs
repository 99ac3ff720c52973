using System.Text.Json;

namespace Surprisal;

/// <summary>What a header says of one tensor: what it is, and from which byte of the data to which.</summary>
sealed record SafetensorsEntry(string Name, TensorType Type, long[] Shape, long Count, long Start, long End);

/// <summary>The JSON header of a safetensors file, read and held against the file.</summary>
static class SafetensorsEntries
{
    // The header is three levels deep; a bomb of brackets ends here.
    static readonly JsonDocumentOptions s_options = new() { MaxDepth = 8 };

    /// <summary>The texts and the tensors' entries, each in itself sound.</summary>
    public static (Dictionary<string, string> Metadata, List<SafetensorsEntry> Entries) Parse(byte[] header, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(header, s_options);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = new List<SafetensorsEntry>();
            foreach (var (name, value) in Properties(document.RootElement, "the header", path))
            {
                if (name == SafetensorsHeader.MetadataName) metadata = Texts(value, path);
                else entries.Add(Entry(name, value, path));
            }

            return (metadata, entries);
        }
        catch (JsonException error)
        {
            throw new ModelFileException($"{path}: the header is not valid JSON at byte {error.BytePositionInLine}, line {error.LineNumber + 1}.", error);
        }
        catch (InvalidOperationException error)
        {
            // A name or text with half of a surrogate pair in it: JSON lets it through, a string can't be made of it.
            throw new ModelFileException($"{path}: the header has a text that is not Unicode.", error);
        }
    }

    /// <summary>Sorts the entries as they lie and makes sure that they fill the data exactly, each byte once.</summary>
    public static void CheckPlaces(List<SafetensorsEntry> entries, long available, string path)
    {
        entries.Sort((a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));
        long end = 0;
        foreach (var entry in entries)
        {
            if (entry.Start != end)
            {
                throw new ModelFileException(
                    $"{path}: tensor {SafeText.Quoted(entry.Name)} begins at byte {entry.Start} of the data, expected {end}, where the one before it ends.");
            }

            if (entry.End > available)
            {
                throw new ModelFileException(
                    $"{path}: cut short: tensor {SafeText.Quoted(entry.Name)} ends at byte {entry.End} of the data, {available} bytes are there.");
            }

            end = entry.End;
        }

        if (end != available) throw new ModelFileException($"{path}: the tensors end at byte {end} of the data, {available} bytes are there.");
    }

    static Dictionary<string, JsonElement> Properties(JsonElement element, string what, string path)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new ModelFileException($"{path}: {what} is not a JSON object.");
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!properties.TryAdd(property.Name, property.Value))
                throw new ModelFileException($"{path}: {what} has {SafeText.Quoted(property.Name)} twice.");
        }

        return properties;
    }

    static Dictionary<string, string> Texts(JsonElement element, string path)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Properties(element, SafetensorsHeader.MetadataName, path))
        {
            if (value.ValueKind != JsonValueKind.String)
                throw new ModelFileException($"{path}: {SafetensorsHeader.MetadataName} {SafeText.Quoted(name)} is not a text.");
            texts.Add(name, value.GetString()!);
        }

        return texts;
    }

    static SafetensorsEntry Entry(string name, JsonElement element, string path)
    {
        string what = $"tensor {SafeText.Quoted(name)}";
        var properties = Properties(element, what, path);
        var type = Type(properties, what, path);
        long[] shape = Numbers(properties, "shape", what, path);
        if (Numbers(properties, "data_offsets", what, path) is not [var start, var end] || end < start)
            throw new ModelFileException($"{path}: {what} needs two data_offsets, start and end.");
        if (TensorShape.Count(shape) is not { } count) throw new ModelFileException($"{path}: {what} has the impossible shape {TensorShape.Text(shape)}.");
        if ((Int128)count * SafetensorsType.Size(type) != end - start)
            throw new ModelFileException($"{path}: {what} of {SafetensorsType.Name(type)} {TensorShape.Text(shape)} can't be {end - start} bytes long.");
        return end - start <= Array.MaxLength
            ? new(name, type, shape, count, start, end)
            : throw new ModelFileException($"{path}: {what} has {end - start} bytes, at most {Array.MaxLength} can be read.");
    }

    static TensorType Type(Dictionary<string, JsonElement> properties, string what, string path)
    {
        string? name = properties.TryGetValue("dtype", out var element) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        if (name is null) throw new ModelFileException($"{path}: {what} has no dtype.");
        return SafetensorsType.Of(name)
            ?? throw new ModelFileException($"{path}: {what} is of dtype {SafeText.Quoted(name)}. Types that can be read: F32, F64, I64.");
    }

    static long[] Numbers(Dictionary<string, JsonElement> properties, string key, string what, string path)
    {
        if (!properties.TryGetValue(key, out var element) || element.ValueKind != JsonValueKind.Array)
            throw new ModelFileException($"{path}: {what} has no {key}.");
        long[] numbers = new long[element.GetArrayLength()];
        int at = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0)
                throw new ModelFileException($"{path}: {what}: {key} must be whole numbers from 0, below 2^63.");
            numbers[at++] = number;
        }

        return numbers;
    }
}
