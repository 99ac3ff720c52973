using System.Globalization;

namespace Surprisal.Data;

/// <content>Rows that are pictures.</content>
public sealed partial class DataTable
{
    // Fewer would be a table whose columns happen to be called so.
    const int FewestPixels = 16;

    (DataColumn[] Columns, ExampleShape Shape)? _grid;
    bool _isGridKnown;

    /// <summary>The picture that a row holds: that of an image file, or of numbers whose columns are called like <c>pixel_3_5</c> and fill a grid. Null where there is none.</summary>
    /// <param name="row">From 0.</param>
    public Picture? PictureOf(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        foreach (var column in Columns)
        {
            if (column is PixelColumn pictures) return new(pictures.Shape, pictures.Picture(row).ToArray());
        }

        if (!_isGridKnown) (_grid, _isGridKnown) = (FindGrid(), true);
        return _grid is { } grid ? Read(grid.Columns, grid.Shape, row) : null;
    }

    // Some files go to 1, some to 16 or 255: the brightest pixel of the picture is white.
    static Picture? Read(DataColumn[] columns, ExampleShape shape, int row)
    {
        double[] values = new double[columns.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(columns[i][row], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i])) return null;
        }

        double dark = Math.Min(0, values.Min()), range = values.Max() - dark;
        return new(shape, Array.ConvertAll(values, value => range > 0 ? (byte)Math.Round(255 * ((value - dark) / range)) : (byte)0));
    }

    (DataColumn[] Columns, ExampleShape Shape)? FindGrid()
    {
        var places = new Dictionary<(int Row, int Column), DataColumn>();
        string? prefix = null;
        foreach (var column in Columns)
        {
            string[] parts = column.Name.Split('_');
            if (parts.Length < 3 || !IsIndex(parts[^2], out int y) || !IsIndex(parts[^1], out int x)) continue;
            string name = string.Join('_', parts[..^2]);
            if (prefix is not null && name != prefix) return null;
            prefix = name;
            places[(y, x)] = column;
        }

        if (places.Count < FewestPixels) return null;
        int height = places.Keys.Max(place => place.Row) + 1, width = places.Keys.Max(place => place.Column) + 1;
        if ((long)height * width != places.Count) return null;
        return ([.. Enumerable.Range(0, places.Count).Select(i => places[(i / width, i % width)])], new(1, height, width));
    }

    static bool IsIndex(string text, out int index) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < 1 << 14;
}
