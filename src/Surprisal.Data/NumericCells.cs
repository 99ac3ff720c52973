namespace Surprisal.Data;

/// <summary>A column read as numbers, NaN where the cell is missing: one number a row, or one per distinct text and a code a row.</summary>
readonly struct NumericCells(double[] values, int[]? codes)
{
    /// <summary>One number for each row of the table; null where rows hold codes.</summary>
    public double[]? PerRow => codes is null ? values : null;

    public double this[int row] => codes is null ? values[row] : values[codes[row]];
}
