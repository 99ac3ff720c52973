namespace Surprisal.Data;

/// <summary>A column whose cells are pictures of one size, a byte for each pixel.</summary>
sealed class PixelColumn(string name, byte[] pixels, ExampleShape shape, int rows) : DataColumn(name, rows)
{
    /// <summary>What every column of pictures is called.</summary>
    public const string DefaultName = "pixels";

    /// <summary>Channels, height and width of each picture.</summary>
    public ExampleShape Shape => shape;

    public override string this[int row] => $"a picture of {shape}";

    /// <summary>The bytes of one picture, row after row of each channel.</summary>
    public ReadOnlySpan<byte> Picture(int row) => pixels.AsSpan(row * shape.Count, shape.Count);

    public override bool IsMissing(int row) => false;

    internal override DataColumn Select(ReadOnlySpan<int> rows)
    {
        byte[] selected = new byte[checked(rows.Length * shape.Count)];
        for (int i = 0; i < rows.Length; i++) Picture(rows[i]).CopyTo(selected.AsSpan(i * shape.Count));
        return new PixelColumn(Name, selected, shape, rows.Length);
    }

    internal override TextColumn AsText(DataTable table) => throw Refused(table);

    internal override NumericCells AsNumbers(DataTable table) => throw Refused(table);

    DataException Refused(DataTable table) => new($"{table.Source}: column '{Name}' holds pictures, which are neither numeric nor categorical");
}
