using System.Text.Encodings.Web;
using System.Text.Json;

namespace Surprisal;

/// <summary>The JSON header of a safetensors file, written.</summary>
static class SafetensorsHeader
{
    /// <summary>The name that stands for the map of texts and can be no tensor's.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>The longest header that the format's other readers take.</summary>
    public const int LongestHeader = 100_000_000;

    const int Alignment = 8;

    // Metadata is often JSON itself: with the strict encoder every quote in it would take six characters.
    static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The header for tensors that follow in this order: keys sorted, filled up with spaces to a multiple of 8 bytes.</summary>
    public static byte[] Bytes(IReadOnlyDictionary<string, string> metadata, StoredTensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var offsets = new SortedDictionary<string, (StoredTensor Tensor, long Start)>(StringComparer.Ordinal);
        long end = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Name == MetadataName) throw new ArgumentException($"no tensor can be called {MetadataName}.");
            if (tensor.Type == TensorType.Int64) throw new ArgumentException($"tensor '{tensor.Name}': integers can't be written.");
            if (!offsets.TryAdd(tensor.Name, (tensor, end))) throw new ArgumentException($"two tensors are called '{tensor.Name}'.");
            end += tensor.Values.LongLength * SafetensorsType.Size(tensor.Type);
        }

        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, s_options))
        {
            json.WriteStartObject();
            if (metadata.Count > 0) WriteMetadata(json, metadata);
            foreach (var (tensor, start) in offsets.Values) WriteTensor(json, tensor, start);
            json.WriteEndObject();
        }

        while (memory.Length % Alignment != 0) memory.WriteByte((byte)' ');
        return memory.Length <= LongestHeader
            ? memory.ToArray()
            : throw new ArgumentException($"a header of {memory.Length} bytes is too long: at most {LongestHeader}.");
    }

    static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataName);
        foreach (var (name, text) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)) json.WriteString(name, text);
        json.WriteEndObject();
    }

    static void WriteTensor(Utf8JsonWriter json, StoredTensor tensor, long start)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", SafetensorsType.Name(tensor.Type));
        json.WriteStartArray("shape");
        foreach (long size in tensor.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(start);
        json.WriteNumberValue(start + tensor.Values.LongLength * SafetensorsType.Size(tensor.Type));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
