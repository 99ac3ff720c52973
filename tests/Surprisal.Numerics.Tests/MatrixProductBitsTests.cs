using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Tests;

/// <summary>What a result may depend on, to the last bit.</summary>
public class MatrixProductBitsTests
{
    // Few columns with registers along the depth (10, 16), below a register of depth (5), one panel (17, 64), a ragged last one (100), two column blocks (600).
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 108 }, { 2, 784 }, { 10, 5 }, { 10, 100 }, { 10, 784 }, { 10, 1100 }, { 16, 784 }, { 17, 300 }, { 64, 784 }, { 100, 513 }, { 600, 300 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_has_the_same_bits_alone_in_a_slice_and_in_a_batch(int columns, int depth)
    {
        const int Rows = 131;
        using var one = new WorkerPool(1);
        using var two = new WorkerPool(2);
        using var alone = new MatrixProduct(one);
        using var batched = new MatrixProduct(two);
        foreach (bool transposeB in (bool[])[false, true])
        {
            var a = Matrix<float>.Random(Rows, depth, 1);
            var b = transposeB ? Matrix<float>.Random(columns, depth, 2) : Matrix<float>.Random(depth, columns, 2);
            var batch = new Matrix<float>(Rows, columns);
            batched.Multiply(a, b, batch, transposeB: transposeB);
            foreach (int count in (int[])[1, 2, 5, 7, 19])
            {
                for (int start = 0; start + count <= Rows; start += 11 + count)
                {
                    var slice = new Matrix<float>(count, columns);
                    alone.Multiply(a.Span.SliceRows(start, count), b.Span, slice.Span, transposeB: transposeB);
                    AssertSameBits(batch.Span.SliceRows(start, count).Values, slice.Values);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_number_of_threads_does_not_show(int columns, int depth)
    {
        const int Rows = 200;
        foreach (var (transposeA, transposeB) in ((bool, bool)[])[(false, false), (true, false), (false, true), (true, true)])
        {
            var a = transposeA ? Matrix<float>.Random(depth, Rows, 1) : Matrix<float>.Random(Rows, depth, 1);
            var b = transposeB ? Matrix<float>.Random(columns, depth, 2) : Matrix<float>.Random(depth, columns, 2);
            var expected = Product(1, a, b, transposeA, transposeB);
            foreach (int threads in (int[])[2, 3, 4]) AssertSameBits(expected, Product(threads, a, b, transposeA, transposeB));
        }

        static float[] Product(int threads, Matrix<float> a, Matrix<float> b, bool transposeA, bool transposeB)
        {
            using var pool = new WorkerPool(threads);
            using var product = new MatrixProduct(pool);
            var result = Matrix<float>.Random(Rows, transposeB ? b.Rows : b.Columns, 3);
            product.Multiply(a, b, result, transposeA, transposeB, accumulate: true);
            return result.Values;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_is_not_finite_stays_in_its_own_row_and_column(int columns, int depth)
    {
        const int Rows = 23;
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        foreach (bool transposeA in (bool[])[false, true])
        {
            var a = transposeA ? Matrix<float>.Random(depth, Rows, 1) : Matrix<float>.Random(Rows, depth, 1);
            var b = Matrix<float>.Random(depth, columns, 2);
            // The last number of a row lies in whatever tail a kernel has; 7 is in the second tile.
            a.Values[transposeA ? (depth - 1) * Rows + 7 : 7 * depth + depth - 1] = float.NaN;
            a.Values[transposeA ? 9 : 9 * depth] = float.PositiveInfinity;
            b.Values[(depth - 1) * columns + columns - 1] = float.NegativeInfinity;
            var result = new Matrix<float>(Rows, columns);
            product.Multiply(a, b, result, transposeA);
            for (int i = 0; i < Rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    bool finite = i is not (7 or 9) && j != columns - 1;
                    Assert.True(finite == float.IsFinite(result[i, j]), $"element {i}, {j} is {result[i, j]}");
                    if (i == 7) Assert.True(float.IsNaN(result[i, j]));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_infinity_against_positive_numbers_stays_an_infinity(int columns, int depth)
    {
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        for (int k = 0; k < depth; k += Math.Max(1, depth / 17))
        {
            var a = new Matrix<float>(1, depth);
            var b = new Matrix<float>(depth, columns);
            a.Values[depth - 1 - k] = float.PositiveInfinity;
            b.Values.AsSpan().Fill(1);
            var result = new Matrix<float>(1, columns);
            product.Multiply(a, b, result);
            // A kernel that read the infinity twice, once against a zero of padding, would give NaN.
            Assert.All(result.Values, value => Assert.Equal(float.PositiveInfinity, value));
        }
    }

    static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Assert.True(MemoryMarshal.Cast<float, int>(expected).SequenceEqual(MemoryMarshal.Cast<float, int>(actual)));
}
