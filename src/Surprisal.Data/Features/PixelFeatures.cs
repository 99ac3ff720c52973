using System.Globalization;
using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal.Data;

/// <summary>A column of pictures, each pixel scaled from 0..255 to [0, 1]. Nothing is standardised, so that neighbours stay comparable.</summary>
sealed class PixelFeatures(string name, ExampleShape shape) : Feature(name)
{
    public const string Kind = "pixels";

    const int MostPixels = 1 << 24;

    static readonly float[] s_scaled = [.. Enumerable.Range(0, 256).Select(value => (float)(value / 255.0))];

    /// <summary>The shape of every picture.</summary>
    public ExampleShape Shape => shape;

    public override int Width => shape.Count;

    public override IEnumerable<string> Names =>
        Enumerable.Range(0, shape.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Name}{i}"));

    public override InputColumn Input => new(Name, ColumnKind.Pixels);

    public static PixelFeatures ReadJson(JsonElement json, string place)
    {
        var shape = new ExampleShape(
            Json.Count(json, "channels", MostPixels, place), Json.Count(json, "height", MostPixels, place), Json.Count(json, "width", MostPixels, place));
        if ((Int128)shape.Channels * shape.Height * shape.Width > MostPixels) throw new DataException($"{place}: pictures of {shape} are too large");
        return new PixelFeatures(Json.Text(json, "name", place), shape);
    }

    public override void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteString("kind", Kind);
        writer.WriteString("name", Name);
        writer.WriteNumber("channels", shape.Channels);
        writer.WriteNumber("height", shape.Height);
        writer.WriteNumber("width", shape.Width);
    }

    public override FeatureCells Bind(DataTable table, DataColumn column)
    {
        if (column is not PixelColumn pictures) throw new DataException($"{table.Source}: column '{CellText.OneLine(column.Name)}': pictures expected");
        if (pictures.Shape != shape) throw new DataException($"{table.Source}: pictures of {shape} expected, got {pictures.Shape}");
        return new Cells(pictures);
    }

    sealed class Cells(PixelColumn pictures) : FeatureCells
    {
        public override int Width => pictures.Shape.Count;

        public override void Encode(ReadOnlySpan<int> rows, MatrixSpan<float> destination, int first)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                var from = pictures.Picture(rows[i]);
                var to = destination[i].Slice(first, from.Length);
                for (int p = 0; p < from.Length; p++) to[p] = s_scaled[from[p]];
            }
        }
    }
}
