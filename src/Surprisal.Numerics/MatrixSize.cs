namespace Surprisal.Numerics;

/// <summary>The checks that every matrix view passes when it is made.</summary>
static class MatrixSize
{
    public static int Checked(int available, int rows, int columns)
    {
        if (rows < 0 || columns < 0) throw new ArgumentException($"a matrix of {rows} × {columns} has a negative size.");
        long needed = (long)rows * columns;
        return needed <= available ? (int)needed
            : throw new ArgumentException($"a matrix of {rows} × {columns} needs {needed} numbers, got {available}.");
    }

    public static int RowsOf(int length, int columns) =>
        columns > 0 && length % columns == 0 ? length / columns
            : throw new ArgumentException($"{length} numbers do not make rows of {columns}.");
}
