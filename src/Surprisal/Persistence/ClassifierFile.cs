using System.Text;
using System.Text.Json;
using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal;

/// <summary>A classifier as one safetensors file: the weights as tensors, all else as JSON in the metadata under "surprisal". Nothing in it is ever run.</summary>
static class ClassifierFile
{
    const string Key = "surprisal";
    const int Version = 1;

    public static void Write(string path, Classifier classifier)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("loss", classifier.LossName);
            json.WriteString("activation", NameOf(classifier.Activation));
            DecisionJson.Write(json, classifier);
            json.WritePropertyName("layers");
            LayerJson.Write(json, classifier.Model);
            json.WritePropertyName("data");
            classifier.Encoder.ToJson(json);
            json.WriteEndObject();
        }
        var metadata = new Dictionary<string, string> { [Key] = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) };
        SafetensorsFile.Write(path, metadata, Arrays(classifier.Model).Select(a => StoredTensor.Of(a.Of.Name, a.Numbers.Span, [.. a.Of.Shape.Select(n => (long)n)])));
    }

    public static Classifier Read(string path, IReadOnlyDictionary<string, Func<LayerReader, Layer>>? ownLayers)
    {
        var file = SafetensorsFile.Read(path);
        if (!file.Metadata.TryGetValue(Key, out string? text)) throw new ModelFileException($"{path}: is a safetensors file, but no classifier of ours: its metadata has no '{Key}'");
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(path, file, document.RootElement, ownLayers);
        }
        catch (JsonException)
        {
            throw new ModelFileException($"{path}: the classifier's description is damaged: it is no JSON");
        }
        catch (DataException e)
        {
            throw new ModelFileException(e.Message.StartsWith(path, StringComparison.Ordinal) ? e.Message : $"{path}: {e.Message}", e);
        }
    }

    static Classifier Read(string path, SafetensorsFile file, JsonElement root, IReadOnlyDictionary<string, Func<LayerReader, Layer>>? ownLayers)
    {
        int version = Property(path, root, "version", JsonValueKind.Number).TryGetInt32(out int number) ? number : 0;
        if (version != Version) throw new ModelFileException($"{path}: is of version {version}, this program reads version {Version}{(version > Version ? "; a newer program wrote it" : "")}");
        string loss = Property(path, root, "loss", JsonValueKind.String).GetString()!;
        var activation = ActivationOf(path, Property(path, root, "activation", JsonValueKind.String).GetString()!);
        var encoder = DataEncoder.FromJson(Property(path, root, "data", JsonValueKind.Object), path);
        var model = LayerJson.Read(Property(path, root, "layers", JsonValueKind.Array), path, ownLayers);
        if (model.Inputs != encoder.Features.Count || model.Outputs != encoder.Targets.ClassNames.Count)
        {
            throw new ModelFileException($"{path}: the layers map {model.Inputs} features to {model.Outputs} outputs, "
                + $"but the columns give {encoder.Features.Count} features and {encoder.Targets.ClassNames.Count} classes");
        }
        foreach (var (array, numbers) in Arrays(model)) file.Float32(array.Name, [.. array.Shape.Select(n => (long)n)]).CopyTo(numbers.Span);
        var classifier = new Classifier(encoder, model, loss, activation);
        DecisionJson.Read(root, classifier, path);
        return classifier;
    }

    /// <summary>All that the layers have learnt and gathered.</summary>
    static IEnumerable<(Parameter Of, Memory<float> Numbers)> Arrays(Network model) =>
        [.. model.Parameters.Select(p => (p, model.Array.AsMemory(p.Start, p.Length))), .. model.StatisticArrays.Select(s => (s, model.Gathered.AsMemory(s.Start, s.Length)))];

    static JsonElement Property(string path, JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind ? value
            : throw new ModelFileException($"{path}: the classifier's description is damaged: '{name}' is missing or no {kind.ToString().ToLowerInvariant()}");

    static string NameOf(OutputActivation activation) => activation switch
    {
        OutputActivation.Sigmoid => "sigmoid",
        OutputActivation.Softmax => "softmax",
        _ => "identity",
    };

    static OutputActivation ActivationOf(string path, string name) => name switch
    {
        "sigmoid" => OutputActivation.Sigmoid,
        "softmax" => OutputActivation.Softmax,
        "identity" => OutputActivation.Identity,
        _ => throw new ModelFileException($"{path}: '{name}' is no activation; one of identity, sigmoid, softmax was expected"),
    };
}
