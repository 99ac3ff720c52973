namespace Surprisal.Tests;

public class CategoryEmbeddingTests
{
    [Fact]
    public void Two_rows_worked_by_hand()
    {
        // Columns: 2.5 and −1 are numbers, the one between them is a level of three.
        using var bench = new LayerBench(new CategoryEmbedding(3, [new(1, 3, 2)])) { Parameters = [10, 11, 20, 21, 30, 31] };
        float[] input = [2.5f, 1, -1, 3, 1, 4], output = bench.Forward(input);
        Assert.Equal([20, 21, 2.5f, -1, 20, 21, 3, 4], output);
        Assert.Equal([3, 0, 4, 7, 0, 8], bench.Backward(input, output, [1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Equal([0, 0, 6, 8, 0, 0], bench.ParameterGradient);
    }

    [Theory] // fastai.tabular.core.emb_sz_rule
    [InlineData(2, 2)]
    [InlineData(10, 6)]
    [InlineData(42, 13)]
    [InlineData(1000, 77)]
    [InlineData(1_000_000, 600)]
    public void Widths_follow_fastais_rule(int levels, int width) => Assert.Equal(width, CategoryEmbedding.WidthOf(levels));

    [Fact]
    public void Columns_that_cannot_be_embedded_are_refused() => Assert.Equal(
        "column 3 of 3 with 2 levels of width 1 cannot be embedded: columns ascend, sizes are 1 or more.",
        Assert.Throws<ArgumentException>(() => new CategoryEmbedding(3, [new(3, 2, 1)])).Message);
}
