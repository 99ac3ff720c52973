using System.Text.Json;

namespace Surprisal;

/// <summary>The layers of a model as JSON: <c>[{"kind":"dense","inputs":4,"outputs":3}]</c>.</summary>
static class LayerJson
{
    public static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteString("kind", layer.Kind);
        json.WriteNumber("inputs", layer.Inputs);
        json.WriteNumber("outputs", layer.Outputs);
        layer.WriteOptions(json);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Network model)
    {
        json.WriteStartArray();
        foreach (var layer in model.Layers.Layers) Write(json, layer);
        json.WriteEndArray();
    }

    public static Network Read(JsonElement array, string path, IReadOnlyDictionary<string, Func<LayerReader, Layer>>? ownLayers)
    {
        try
        {
            return new Network(new Sequential([.. array.EnumerateArray().Select((layer, i) => LayerCatalog.Read(new LayerReader(layer, $"{path}: layer {i}", ownLayers)))]));
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or OutOfMemoryException)
        {
            throw new ModelFileException($"{path}: the layers cannot be: {(e is ArgumentException ? e.Message : "they are too large")}", e);
        }
    }
}
