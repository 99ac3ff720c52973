using static Surprisal.Numerics.Tests.Views;

namespace Surprisal.Numerics.Tests;

/// <summary>Which memory a product touches, and how much of it.</summary>
public class MatrixProductMemoryTests
{
    static readonly int[] s_sizes = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 47, 64, 65, 100];

    [Fact]
    public void Single_precision_stays_inside_its_spans()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "guard pages are made with Linux calls");
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        ForEachShape((rows, columns, depth, transposeA, transposeB, accumulate) =>
        {
            using GuardedMemory<float> a = new(rows * depth), b = new(depth * columns), c = new(rows * columns);
            for (int side = 0; side < 2; side++)
            {
                var (x, y, z) = side == 0 ? (a.AtEnd, b.AtEnd, c.AtEnd) : (a.AtStart, b.AtStart, c.AtStart);
                product.Multiply(
                    In(x.Span, transposeA ? depth : rows, transposeA ? rows : depth),
                    In(y.Span, transposeB ? columns : depth, transposeB ? depth : columns),
                    Out(z.Span, rows, columns), transposeA, transposeB, accumulate);
            }
        });
    }

    [Fact]
    public void Double_precision_stays_inside_its_spans()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "guard pages are made with Linux calls");
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        ForEachShape((rows, columns, depth, transposeA, transposeB, accumulate) =>
        {
            using GuardedMemory<double> a = new(rows * depth), b = new(depth * columns), c = new(rows * columns);
            product.Multiply(
                In(a.AtEnd.Span, transposeA ? depth : rows, transposeA ? rows : depth),
                In(b.AtEnd.Span, transposeB ? columns : depth, transposeB ? depth : columns),
                Out(c.AtEnd.Span, rows, columns), transposeA, transposeB, accumulate);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Only_the_first_product_allocates(int threads)
    {
        using var pool = new WorkerPool(threads);
        using var product = new MatrixProduct(pool);
        var a = Matrix<float>.Random(128, 300, 1);
        var b = Matrix<float>.Random(300, 10, 2);
        var wide = Matrix<float>.Random(300, 200, 3);
        var narrow = new Matrix<float>(128, 10);
        var product200 = new Matrix<float>(128, 200);
        var gradient = new Matrix<float>(300, 10);
        Round();
        Assert.Equal(0, Allocations.Least(Round));

        void Round()
        {
            product.Multiply(a.Span, b.Span, narrow.Span);
            product.Multiply(a.Span, wide.Span, product200.Span, accumulate: true);
            product.Multiply(a.Span, narrow.Span, gradient.Span, transposeA: true, accumulate: true);
        }
    }

    static void ForEachShape(Action<int, int, int, bool, bool, bool> action)
    {
        int turn = 0;
        foreach (int columns in s_sizes)
        {
            foreach (int depth in s_sizes)
            {
                int rows = s_sizes[turn++ % s_sizes.Length];
                for (int kind = 0; kind < 8; kind++) action(rows, columns, depth, (kind & 1) != 0, (kind & 2) != 0, (kind & 4) != 0);
            }
        }
    }
}
