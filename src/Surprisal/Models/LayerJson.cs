using System.Text.Json;

namespace Surprisal;

/// <summary>The layers of a model as a JSON array: kinds and sizes, no parameters.</summary>
static class LayerJson
{
    /// <summary>Writes the array.</summary>
    public static void WriteLayers(this Sequential model, Utf8JsonWriter json)
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

    extension(Sequential)
    {
        /// <summary>Reads what <see cref="WriteLayers"/> wrote.</summary>
        /// <param name="layers">The array.</param>
        /// <param name="path">The file, for errors.</param>
        /// <param name="mostParameters">A model with more parameters is refused before it takes any memory: no file that holds so few can have it.</param>
        /// <exception cref="ModelFileException">It is damaged; one line that says where.</exception>
        public static Sequential ReadLayers(JsonElement layers, string path, long mostParameters = int.MaxValue / 2)
        {
            List<Layer> read = [];
            long parameters = 0;
            foreach (var element in layers.EnumerateArray())
            {
                var layer = ReadLayer(element, path, read.Count);
                if (read.Count > 0 && layer.Inputs != read[^1].Outputs)
                    throw new ModelFileException($"{path}: layer {read.Count} takes {layer.Inputs} numbers a row, but the one before gives {read[^1].Outputs}");
                foreach (var (_, shape) in layer.Parameters) parameters += shape.Aggregate(1L, (product, size) => product * size);
                if (parameters > mostParameters) throw new ModelFileException($"{path}: its layers have {parameters} parameters or more, but it holds {mostParameters} numbers");
                read.Add(layer);
            }

            return read.Count > 0 ? new Sequential(read) : throw new ModelFileException($"{path}: has no layers");
        }
    }

    static Layer ReadLayer(JsonElement element, string path, int place)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String)
            throw new ModelFileException($"{path}: layer {place} has no kind");
        int inputs = Size(element, "inputs", path, place), outputs = Size(element, "outputs", path, place);
        switch (kind.GetString())
        {
            case Dense.DenseKind:
                return new Dense(inputs, outputs);
            case Relu.ReluKind when inputs == outputs:
                return new Relu(inputs);
            case Relu.ReluKind:
                throw new ModelFileException($"{path}: layer {place}, a relu, takes {inputs} numbers a row and gives {outputs}");
            default:
                throw new ModelFileException($"{path}: layer {place} is of kind {SafeText.Quoted(kind.GetString()!)}; one of {Dense.DenseKind}, {Relu.ReluKind} was expected");
        }
    }

    static int Size(JsonElement element, string name, string path, int place) =>
        element.TryGetProperty(name, out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out int number) && number > 0
            ? number : throw new ModelFileException($"{path}: layer {place} has no valid number of {name}");
}
