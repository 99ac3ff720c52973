using System.Numerics;
using static Surprisal.Numerics.Tests.Views;

namespace Surprisal.Numerics.Tests;

public class MatrixProductTests
{
    // Regimes: 1, around a register (8, 16), around the panels of 16, 32 and 64 columns, few columns (up to 16), several blocks (512).
    static readonly int[] s_columns = [1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 100, 131, 520];

    // Below a register, around registers, several blocks of depth (256; for few columns 1024).
    static readonly int[] s_depths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100, 256, 257, 600, 1030];

    // Around the tile heights (4, 6), around what is worth packing (18), around a block of rows (96).
    static readonly int[] s_rows = [1, 2, 3, 4, 5, 6, 7, 11, 13, 18, 19, 40, 97];

    [Fact]
    public void A_product_worked_by_hand()
    {
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        float[] result = [100, 100, 100, 100];
        product.Multiply(In<float>([1, 2, 3, 4], 2, 2), In<float>([5, 6, 7, 8], 2, 2), Out(result, 2, 2));
        Assert.Equal([19, 22, 43, 50], result);
        product.Multiply(In<float>([1, 2, 3, 4], 2, 2), In<float>([5, 6, 7, 8], 2, 2), Out(result, 2, 2), transposeA: true, accumulate: true);
        Assert.Equal([19 + 26, 22 + 30, 43 + 38, 50 + 44], result);
        product.Multiply(In<float>([1, 2, 3, 4], 2, 2), In<float>([5, 6, 7, 8], 2, 2), Out(result, 2, 2), transposeB: true);
        Assert.Equal([17, 23, 39, 53], result);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Single_precision_agrees_with_the_triple_loop_in_double(bool transposeA, bool transposeB) =>
        AgreesWithTheTripleLoop<float>(transposeA, transposeB, unitRoundoff: Math.Pow(2, -24));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Double_precision_agrees_with_the_triple_loop(bool transposeA, bool transposeB) =>
        AgreesWithTheTripleLoop<double>(transposeA, transposeB, unitRoundoff: 2 * Math.Pow(2, -53));

    [Fact]
    public void Many_rows_of_a_long_transposed_operand_agree_with_the_triple_loop()
    {
        // a is larger than what counts as cached, so the short blocks of depth and the fetching ahead are used.
        using var pool = new WorkerPool(2);
        using var product = new MatrixProduct(pool);
        Check<float>(product, 200, 3, 1500, transposeA: true, transposeB: false, Math.Pow(2, -24), seed: 1);
        Check<float>(product, 1500, 3, 200, transposeA: false, transposeB: false, Math.Pow(2, -24), seed: 2);
    }

    [Fact]
    public void An_empty_depth_gives_zeros_and_adds_nothing()
    {
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        float[] result = [1, 2, 3, 4, 5, 6];
        product.Multiply(In<float>([], 2, 0), In<float>([], 0, 3), Out(result, 2, 3), accumulate: true);
        Assert.Equal([1, 2, 3, 4, 5, 6], result);
        product.Multiply(In<float>([], 2, 0), In<float>([], 0, 3), Out(result, 2, 3));
        Assert.Equal(new float[6], result);
        product.Multiply(In<float>([], 0, 5), In(new float[15], 5, 3), Out<float>([], 0, 3));
    }

    static void AgreesWithTheTripleLoop<T>(bool transposeA, bool transposeB, double unitRoundoff)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var pool = new WorkerPool(2);
        using var product = new MatrixProduct(pool);
        int seed = 0;
        foreach (int columns in s_columns)
        {
            foreach (int depth in s_depths)
            {
                // Not every number of rows with every other size: they take turns.
                for (int turn = 0; turn < 2; turn++, seed++)
                    Check<T>(product, s_rows[seed % s_rows.Length], columns, depth, transposeA, transposeB, unitRoundoff, seed);
            }
        }
    }

    static void Check<T>(MatrixProduct product, int rows, int columns, int depth, bool transposeA, bool transposeB, double unitRoundoff, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = transposeA ? Matrix<T>.Random(depth, rows, seed) : Matrix<T>.Random(rows, depth, seed);
        var b = transposeB ? Matrix<T>.Random(columns, depth, seed + 1) : Matrix<T>.Random(depth, columns, seed + 1);
        var before = Matrix<T>.Random(rows, columns, seed + 2);
        var plain = Matrix<T>.Random(rows, columns, seed + 3);
        var added = new Matrix<T>(rows, columns);
        before.Values.CopyTo(added.Values, 0);
        product.Multiply(a, b, plain, transposeA, transposeB);
        product.Multiply(a, b, added, transposeA, transposeB, accumulate: true);
        // The classic bound of a sum of products, whatever its order: n·u/(1 − n·u)·Σ|terms| (Higham, Accuracy and Stability, 3.1).
        double gamma = (depth + 2) * unitRoundoff / (1 - (depth + 2) * unitRoundoff);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                var (sum, magnitude) = Matrix<T>.Dot(a, b, transposeA, transposeB, i, j);
                double start = double.CreateChecked(before[i, j]);
                bool good = Math.Abs(double.CreateChecked(plain[i, j]) - sum) <= gamma * magnitude
                    && Math.Abs(double.CreateChecked(added[i, j]) - sum - start) <= gamma * (magnitude + Math.Abs(start));
                if (!good) Assert.Fail($"{rows} × {depth} × {columns}, element {i}, {j}: {plain[i, j]} and {added[i, j]} for {sum} and {start} + {sum}");
            }
        }
    }
}
