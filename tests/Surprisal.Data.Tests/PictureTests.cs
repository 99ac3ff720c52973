using System.Globalization;

namespace Surprisal.Data.Tests;

/// <summary>Rows that are pictures can be looked at.</summary>
public sealed class PictureTests
{
    static DataTable Grid(Func<int, int, string> name, int height = 4, int width = 5, double scale = 1) => DataTable.FromColumns(
        [.. Enumerable.Range(0, height * width).Reverse().Select(i => DataColumn.OfNumbers(name(i / width, i % width), scale * i, 0)), DataColumn.OfTexts("digit", "a", "b")]);

    [Fact]
    public void Columns_named_by_row_and_column_are_a_picture_whatever_their_order_and_scale()
    {
        var picture = Grid((y, x) => $"pixel_{y}_{x}", scale: 0.1).PictureOf(0)!;
        Assert.Equal(new ExampleShape(1, 4, 5), picture.Shape);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (byte)Math.Round(255 * i / 19.0)), picture.Pixels);
        Assert.All(Grid((y, x) => $"pixel_{y}_{x}").PictureOf(1)!.Pixels, pixel => Assert.Equal(0, pixel));
    }

    [Fact]
    public void The_embedded_digits_are_pictures_and_the_flowers_are_none()
    {
        using var digits = EmbeddedData.Open("digits");
        var table = digits.ReadAll();
        var picture = table.PictureOf(0)!;
        Assert.Equal(new ExampleShape(1, 8, 8), picture.Shape);
        double most = Enumerable.Range(0, 64).Max(i => Value(table, i));
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (byte)Math.Round(255 * Value(table, i) / most)), picture.Pixels);
        using var iris = EmbeddedData.Open("iris");
        Assert.Null(iris.ReadAll().PictureOf(0));
    }

    static double Value(DataTable table, int i) => double.Parse(table.Find($"pixel_{i / 8}_{i % 8}")![0], CultureInfo.InvariantCulture);

    [Fact]
    public void A_grid_with_a_hole_a_small_one_two_prefixes_and_cells_that_are_no_numbers_are_no_pictures()
    {
        Assert.Null(Grid((y, x) => y == 3 && x == 4 ? "other" : $"pixel_{y}_{x}").PictureOf(0));
        Assert.Null(Grid((y, x) => $"pixel_{y}_{x}", height: 3).PictureOf(0));
        Assert.Null(Grid((y, x) => $"{(y > 1 ? "a" : "b")}_{y}_{x}").PictureOf(0));
        Assert.Null(DataTable.FromColumns([.. Enumerable.Range(0, 16).Select(i => DataColumn.OfTexts($"p_{i / 4}_{i % 4}", i == 3 ? "?" : "1"))]).PictureOf(0));
    }
}
