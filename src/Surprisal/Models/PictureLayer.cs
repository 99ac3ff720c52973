using System.Text.Json;
using Surprisal.Data;

namespace Surprisal;

/// <summary>A layer on pictures whose channels lie last: a row is height × width × channels numbers, pixel by pixel.</summary>
/// <param name="input">The shape of the pictures that go in.</param>
/// <param name="output">The shape of those that come out.</param>
public abstract class PictureLayer(ExampleShape input, ExampleShape output) : Layer(input.Count, output.Count)
{
    /// <summary>The shape of the pictures that go in.</summary>
    public ExampleShape InputShape { get; } = input;

    /// <summary>The shape of the pictures that come out: what the next layer on pictures is made with.</summary>
    public ExampleShape OutputShape { get; } = output;

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartArray("shape");
        json.WriteNumberValue(InputShape.Channels);
        json.WriteNumberValue(InputShape.Height);
        json.WriteNumberValue(InputShape.Width);
        json.WriteEndArray();
    }
}
