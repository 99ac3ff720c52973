namespace Surprisal.Numerics.Tests;

/// <summary>Products that leave out steps of depth at which neighbouring rows of a are zero.</summary>
public class SkippedZerosTests
{
    // Few columns, which leave out nothing (10), one panel (17, 64), a ragged last one (100), two column blocks (600); depths of one block and of several.
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 131, 784, 10 }, { 4, 40, 17 }, { 5, 300, 64 }, { 131, 300, 100 }, { 97, 784, 64 }, { 200, 128, 600 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Leaving_out_zeros_changes_no_bit_on_any_number_of_threads(int rows, int depth, int columns)
    {
        foreach (double share in (double[])[0, 0.05, 0.6, 1])
        {
            var a = WithZeros(rows, depth, share);
            foreach (var (transposeA, transposeB) in ((bool, bool)[])[(false, false), (true, false), (false, true), (true, true)])
            {
                var (x, b) = (transposeA ? Transposed(a) : a, transposeB ? Matrix<float>.Random(columns, depth, 2) : Matrix<float>.Random(depth, columns, 2));
                float[] expected = Product(x, b, 1, skipZeros: false);
                for (int threads = 1; threads <= 3; threads++) Assert.Equal(expected, Product(x, b, threads, skipZeros: true));

                float[] Product(Matrix<float> x, Matrix<float> b, int threads, bool skipZeros)
                {
                    using var pool = new WorkerPool(threads);
                    using var product = new MatrixProduct(pool);
                    var result = Matrix<float>.Random(rows, columns, 3);
                    product.Multiply(x.Span, b.Span, result.Span, transposeA, transposeB, accumulate: true, skipZeros);
                    product.Multiply(x.Span, b.Span, result.Span, transposeA, transposeB, accumulate: true, skipZeros);
                    return result.Values;
                }
            }
        }
    }

    [Fact]
    public void Double_precision_leaves_out_the_same()
    {
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        Matrix<double> a = new(7, 100), b = Matrix<double>.Random(100, 20, 1), expected = new(7, 20), result = new(7, 20);
        for (int i = 0; i < a.Values.Length; i += 11) a.Values[i] = 1 + i;
        product.Multiply(a.Span, b.Span, expected.Span);
        product.Multiply(a.Span, b.Span, result.Span, skipZeros: true);
        Assert.Equal(expected.Values, result.Values);
    }

    [Fact]
    public void An_infinity_goes_unseen_where_the_rows_of_a_tile_are_zero_and_nowhere_else()
    {
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        // Rows 0 to 5 have nothing at step 3, where b is infinite; of rows 6 to 11 only row 8 has.
        Matrix<float> a = new(12, 8), b = new(8, 20), result = new(12, 20);
        b.Values.AsSpan().Fill(1);
        b.Values.AsSpan(3 * 20, 20).Fill(float.PositiveInfinity);
        for (int i = 0; i < 12; i++) a.Values[i * 8] = 2;
        a.Values[8 * 8 + 3] = 1;
        product.Multiply(a.Span, b.Span, result.Span, skipZeros: true);
        for (int i = 0; i < 12; i++)
            for (int j = 0; j < 20; j++) Assert.Equal(i < 6 ? 2 : i == 8 ? float.PositiveInfinity : float.NaN, result[i, j]);
    }

    /// <summary>Random numbers, and zeros that this share of the steps has in nine rows at a time: tiles with all of them, with some and with none.</summary>
    static Matrix<float> WithZeros(int rows, int depth, double share)
    {
        var a = Matrix<float>.Random(rows, depth, 1);
        var random = new Random(4);
        for (int start = 0; start < rows; start += 9)
        {
            for (int k = 0; k < depth; k++)
            {
                if (random.NextDouble() >= share) continue;
                for (int i = start; i < Math.Min(start + 9, rows); i++) a.Values[i * depth + k] = 0;
            }
        }
        return a;
    }

    static Matrix<float> Transposed(Matrix<float> a)
    {
        var transposed = new Matrix<float>(a.Columns, a.Rows);
        for (int i = 0; i < a.Rows; i++)
            for (int k = 0; k < a.Columns; k++) transposed.Values[k * a.Rows + i] = a[i, k];
        return transposed;
    }
}
