namespace Surprisal.Numerics;

/// <summary>The one check that every matrix view passes when it is made.</summary>
static class MatrixSize
{
    public static int Checked(int available, int rows, int columns)
    {
        if (rows < 0 || columns < 0) throw new ArgumentException($"a matrix of {rows} × {columns} has a negative size.");
        long needed = (long)rows * columns;
        return needed <= available ? (int)needed
            : throw new ArgumentException($"a matrix of {rows} × {columns} needs {needed} numbers, got {available}.");
    }
}
