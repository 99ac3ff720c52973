using System.Text.Json;

namespace Surprisal;

/// <summary>The layers of a model as JSON: <c>[{"kind":"dense","inputs":4,"outputs":3}]</c>.</summary>
static class LayerJson
{
    const int LargestSize = 1 << 24;

    public static void Write(Utf8JsonWriter json, Sequential model)
    {
        json.WriteStartArray();
        foreach (var layer in model.Layers)
        {
            json.WriteStartObject();
            json.WriteString("kind", layer.Kind);
            json.WriteNumber("inputs", layer.Inputs);
            json.WriteNumber("outputs", layer.Outputs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static Sequential Read(JsonElement array, string path)
    {
        try
        {
            return new Sequential([.. array.EnumerateArray().Select((layer, i) => Layer(layer, $"{path}: layer {i}"))]);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or OutOfMemoryException)
        {
            throw new ModelFileException($"{path}: the layers cannot be: {(e is ArgumentException ? e.Message : "they are too large")}", e);
        }
    }

    static Layer Layer(JsonElement json, string place)
    {
        string? kind = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("kind", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        int inputs = Size(json, "inputs", place), outputs = Size(json, "outputs", place);
        return kind switch
        {
            "dense" => new Dense(inputs, outputs),
            "relu" when inputs == outputs => new Relu(inputs),
            _ => throw new ModelFileException($"{place} is of kind '{kind}' from {inputs} to {outputs}, which this program does not know"),
        };
    }

    static int Size(JsonElement json, string name, string place) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out int size) && size is > 0 and <= LargestSize ? size
            : throw new ModelFileException($"{place}: '{name}' is missing or no size");
}
