namespace Surprisal.Numerics.Tests;

public class SharedRowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_row_meets_its_own_rows_and_the_single_ones(int threads)
    {
        using var pool = new WorkerPool(threads);
        var rows = new SharedRows(pool);
        const int Rows = 301, Columns = 90;
        Matrix<float> left = Matrix<float>.Random(Rows, Columns, 1), right = Matrix<float>.Random(1, Columns, 2), result = new(Rows, 1);
        rows.Run(Work, result.Span, left.Span, right.Span);
        for (int row = 0; row < Rows; row++) Assert.Equal(left[row, 5] + right[0, 7], result[row, 0]);
        Assert.Equal(0, Allocations.Least(() => rows.Run(Work, result.Span, left.Span, right.Span)));

        static void Work(in RowsPart part)
        {
            for (int row = 0; row < part.Result.Rows; row++) part.Result[row][0] = part.First[row][5] + part.Second[0][7] + part.Third.Rows;
        }
    }

    [Fact]
    public void Operands_of_another_height_are_refused()
    {
        using var pool = new WorkerPool(1);
        Assert.Equal(
            "operands must have 3 rows or a single one, got 2.",
            Assert.Throws<ArgumentException>(() => new SharedRows(pool).Run((in _) => { }, new Matrix<float>(3, 1).Span, new Matrix<float>(2, 1).Span)).Message);
    }
}
