namespace Surprisal.Numerics.Tests;

public class MatrixSpanTests
{
    [Fact]
    public void Row_r_starts_at_r_times_columns()
    {
        var matrix = new MatrixSpan<float>([0, 1, 2, 3, 4, 5, 99], 2, 3);
        Assert.Equal([3, 4, 5], matrix[1].ToArray());
        Assert.Equal(6, matrix.Values.Length);
        Assert.Equal([3, 4, 5], matrix.SliceRows(1, 1).Values.ToArray());
    }

    [Fact]
    public void A_view_larger_than_its_memory_is_refused_with_both_sizes()
    {
        var error = Assert.Throws<ArgumentException>(() => { _ = new MatrixSpan<float>(new float[5], 2, 3); });
        Assert.Equal("a matrix of 2 × 3 needs 6 numbers, got 5.", error.Message);
        Assert.Throws<ArgumentException>(() => { _ = new MatrixSpan<float>(new float[5], int.MaxValue, int.MaxValue); });
    }
}
