using static Surprisal.Numerics.Tests.Views;

namespace Surprisal.Numerics.Tests;

public class MatrixProductErrorTests
{
    [Fact]
    public void Operands_that_do_not_fit_are_named_with_their_shapes()
    {
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        var error = Assert.Throws<ArgumentException>(() => product.Multiply(In(new float[6], 2, 3), In(new float[8], 4, 2), Out(new float[4], 2, 2)));
        Assert.Equal("the columns of a must match the rows of b, got 2 × 3 times 4 × 2.", error.Message);
        error = Assert.Throws<ArgumentException>(() =>
            product.Multiply(In(new float[6], 3, 2), In(new float[8], 2, 4), Out(new float[4], 2, 2), transposeA: true, transposeB: true));
        Assert.Equal("the columns of a must match the rows of b, got 2 × 3 (transposed) times 4 × 2 (transposed).", error.Message);
    }

    [Fact]
    public void A_result_of_another_shape_is_refused()
    {
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        var error = Assert.Throws<ArgumentException>(() => product.Multiply(In(new double[6], 2, 3), In(new double[6], 3, 2), Out(new double[6], 3, 2)));
        Assert.Equal("the product is 2 × 2, the result given is 3 × 2.", error.Message);
    }

    [Fact]
    public void A_result_that_shares_memory_with_an_operand_is_refused()
    {
        using var pool = new WorkerPool(1);
        using var product = new MatrixProduct(pool);
        float[] shared = new float[8], other = new float[4];
        Assert.Throws<ArgumentException>(() => product.Multiply(In(shared, 2, 2), In(other, 2, 2), Out(shared.AsSpan(3), 2, 2)));
        Assert.Throws<ArgumentException>(() => product.Multiply(In(other, 2, 2), In(shared, 2, 2), Out(shared.AsSpan(3), 2, 2)));
        product.Multiply(In(shared, 2, 2), In(other, 2, 2), Out(shared.AsSpan(4), 2, 2));
    }

    [Fact]
    public void After_its_end_it_says_so()
    {
        using var pool = new WorkerPool(1);
        var product = new MatrixProduct(pool);
        product.Dispose();
        product.Dispose();
        Assert.Throws<ObjectDisposedException>(() => product.Multiply(In(new float[1], 1, 1), In(new float[1], 1, 1), Out(new float[1], 1, 1)));
    }
}
