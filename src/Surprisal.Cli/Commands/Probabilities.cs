using System.Globalization;
using Surprisal.Data;

namespace Surprisal.Cli;

/// <summary>One distribution, or one a row, as an NPY file holds them.</summary>
/// <param name="File">The file's name, as errors show it.</param>
/// <param name="Shape">One or two sizes.</param>
/// <param name="Values">All numbers, row after row.</param>
sealed record Probabilities(string File, IReadOnlyList<int> Shape, double[] Values)
{
    public bool AreRows => Shape.Count == 2;

    public int Rows => AreRows ? Shape[0] : 1;

    public int Columns => Shape[^1];

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <exception cref="DataException">The file cannot be read, has another number of dimensions, or holds a negative number.</exception>
    public static Probabilities Read(string path)
    {
        var array = NpyArray.Read(path);
        string file = Path.GetFileName(path);
        if (array.Shape.Count is not (1 or 2))
            throw new DataException($"{file}: one distribution (1-D) or one a row (2-D) expected, got shape {ShapeText(array.Shape)}");
        var read = new Probabilities(file, array.Shape, array.ToDouble());
        int negative = Array.FindIndex(read.Values, value => value < 0);
        return negative < 0 ? read : throw read.Negative(negative);
    }

    /// <exception cref="DataException">The shapes differ.</exception>
    public void CheckFits(Probabilities other)
    {
        if (!Shape.SequenceEqual(other.Shape))
            throw new DataException($"{other.File}: the shape of {File} expected, {ShapeText(Shape)}, got {ShapeText(other.Shape)}");
    }

    public static string ShapeText(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")})";

    DataException Negative(int index)
    {
        string place = AreRows ? $"row {index / Columns}, column {index % Columns}" : $"entry {index}";
        return new(string.Create(CultureInfo.InvariantCulture, $"{File}: {place} (counted from 0): {Values[index]} is negative; a probability of 0 or more expected"));
    }
}
