using System.Text.Json;
using Surprisal.Data;

namespace Surprisal;

/// <summary>One saved layer: an object with its kind, its sizes and its options, each checked as it is read.</summary>
/// <param name="json">The object.</param>
/// <param name="place">What errors call it.</param>
/// <param name="ownLayers">How layers of one's own are made, by kind; null where there are none.</param>
public sealed class LayerReader(JsonElement json, string place, IReadOnlyDictionary<string, Func<LayerReader, Layer>>? ownLayers = null)
{
    const int LargestSize = 1 << 24;

    /// <summary>How this kind of layer is made where it is one's own; null elsewhere.</summary>
    internal Func<LayerReader, Layer>? Own => ownLayers?.GetValueOrDefault(Kind);

    /// <summary>What kind of layer it is.</summary>
    public string Kind => Property("kind", JsonValueKind.String).GetString()!;

    /// <summary>Numbers of a row that goes in.</summary>
    public int Inputs => Size("inputs");

    /// <summary>Numbers of a row that comes out.</summary>
    public int Outputs => Size("outputs");

    /// <summary>The layers within it, under "layers".</summary>
    public IReadOnlyList<Layer> Layers => [.. Property("layers", JsonValueKind.Array).EnumerateArray().Select((layer, i) => LayerCatalog.Read(new LayerReader(layer, $"{place}.{i}", ownLayers)))];

    /// <summary>A whole number from 1 on.</summary>
    /// <exception cref="ModelFileException">It is missing, no whole number, or too large.</exception>
    public int Size(string name) => Whole(Property(name, JsonValueKind.Number), name, 1);

    /// <summary>Whole numbers from 0 on.</summary>
    /// <exception cref="ModelFileException">They are missing, or one is no whole number or too large.</exception>
    public IReadOnlyList<int> Sizes(string name) => [.. Property(name, JsonValueKind.Array).EnumerateArray().Select(size => Whole(size, name, 0))];

    /// <summary>A whole number from 0 on.</summary>
    /// <exception cref="ModelFileException">It is missing, no whole number, or too large.</exception>
    public int SizeOrZero(string name) => Whole(Property(name, JsonValueKind.Number), name, 0);

    /// <summary>The shape of a picture: channels, height, width.</summary>
    /// <exception cref="ModelFileException">It is missing, or there is no such picture.</exception>
    public ExampleShape Shape(string name) =>
        Sizes(name) is [>= 1 and var channels, >= 1 and var height, >= 1 and var width] && (Int128)channels * height * width <= LargestSize ? new(channels, height, width)
            : throw Wrong($"'{name}' is no shape of pictures");

    /// <summary>A number.</summary>
    /// <exception cref="ModelFileException">It is missing, or none.</exception>
    public double Number(string name) => Property(name, JsonValueKind.Number).GetDouble();

    /// <summary>A layer within it.</summary>
    /// <exception cref="ModelFileException">It is missing, or none.</exception>
    public Layer Layer(string name) => LayerCatalog.Read(new LayerReader(Property(name, JsonValueKind.Object), $"{place}.{name}", ownLayers));

    /// <summary>Whether there is such a property.</summary>
    public bool Has(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out _);

    /// <summary>What to throw where the options make no layer.</summary>
    public ModelFileException Wrong(string what) => new($"{place}: {what}");

    JsonElement Property(string name, JsonValueKind kind) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == kind ? value
            : throw Wrong($"'{name}' is missing or no {kind.ToString().ToLowerInvariant()}");

    int Whole(JsonElement value, string name, int least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int size) && size >= least && size <= LargestSize ? size
            : throw Wrong($"'{name}' is no size");
}
