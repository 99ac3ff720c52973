namespace Surprisal.Numerics;

/// <summary>Where a picture lies within zeros around it.</summary>
/// <param name="Rows">Rows of the picture.</param>
/// <param name="RowLength">Numbers of a row of the picture.</param>
/// <param name="RowsBefore">Rows of zeros above it.</param>
/// <param name="Before">Zeros before each row.</param>
/// <param name="FramedRows">Rows, zeros included.</param>
/// <param name="FramedRow">Numbers of a row, zeros included.</param>
readonly unsafe record struct PictureFrame(int Rows, int RowLength, int RowsBefore, int Before, int FramedRows, int FramedRow)
{
    /// <summary>Numbers of the framed picture, rounded up to whole cache lines; none where no frame is needed.</summary>
    public int Length => FramedRows == Rows && FramedRow == RowLength ? 0 : checked((FramedRows * FramedRow + 15) & ~15);

    /// <summary>The framed picture: copied to <paramref name="framed"/>, whose zeros are there already, or where it is.</summary>
    public float* Framed(float* picture, float* framed)
    {
        if (Length == 0) return picture;
        for (int row = 0; row < Rows; row++)
            new ReadOnlySpan<float>(picture + row * RowLength, RowLength).CopyTo(new Span<float>(framed + (RowsBefore + row) * FramedRow + Before, RowLength));
        return framed;
    }

    /// <summary>Copies the picture out of its frame, unless it is where it belongs.</summary>
    public void Unframe(float* framed, float* picture)
    {
        if (Length == 0) return;
        for (int row = 0; row < Rows; row++)
            new ReadOnlySpan<float>(framed + (RowsBefore + row) * FramedRow + Before, RowLength).CopyTo(new Span<float>(picture + row * RowLength, RowLength));
    }
}
