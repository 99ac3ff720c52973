namespace Surprisal.Data.Tests;

public class CellColumnTests
{
    [Fact]
    public void Numbers_keep_how_they_were_written_and_which_mark_a_missing_cell_had()
    {
        string[] cells = ["1.50", "?", "-0", "NA", "0", "?", "2e-07", "nan", "1.5"];
        var column = Assert.IsType<WrittenNumberColumn>(Column(cells));
        Assert.Equal(cells, Enumerable.Range(0, cells.Length).Select(row => column[row]));
        Assert.Equal([1, 3, 5, 7], Enumerable.Range(0, cells.Length).Where(column.IsMissing));
        var numbers = column.AsNumbers(DataTable.FromColumns(column));
        Assert.Equal([1.5, double.NaN, 0, double.NaN, 0, double.NaN, 2e-7, double.NaN, 1.5], Enumerable.Range(0, cells.Length).Select(row => numbers[row]));
        Assert.Equal(["nan", "1.50"], ((DataColumn[])[column.Select([7, 0])]).SelectMany(c => new[] { c[0], c[1] }));
    }

    [Theory]
    [InlineData("1", "2.0", "2", "1", "2.0")]
    [InlineData("0", "-0", "?", "", "0")]
    [InlineData("1", "?", "x", "1", "?")]
    [InlineData("1", "2", "01", "+2", "1")]
    [InlineData("?", "", "?", "", "NA")]
    [InlineData("x", "1", "1", "y", "x")]
    public void As_texts_a_column_is_what_it_would_be_had_it_never_been_numbers(params string[] cells)
    {
        var column = Column(cells);
        var texts = column.AsText(DataTable.FromColumns(column));
        string[] distinct = [.. cells.Distinct()];
        Assert.Equal(distinct, texts.Texts);
        Assert.Equal(cells.Select(cell => Array.IndexOf(distinct, cell)), texts.Codes);
    }

    [Fact]
    public void A_late_text_among_numbers_is_named_with_its_line()
    {
        string text = "n,y\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i}.5,{(i % 2 == 0 ? "a" : "b")}\n")) + "1O,a\n";
        Assert.Equal(
            "a.csv:302: column 'n': \"1O\" is not a number (300 other cells are); correct it, or say --categorical n or --ignore n",
            Tables.Error(() => TrainingData.Of(Tables.OfCsv(text), ["y"])));
    }

    [Fact]
    public void A_selection_of_missing_cells_is_no_numeric_column()
    {
        var table = Tables.OfCsv("n,y\n1,a\n?,b\n?,a\n");
        Assert.Equal(ColumnKind.Numeric, SchemaInference.Of(table, ["y"]).Schema.Columns[0].Kind);
        Assert.Equal(ColumnKind.Categorical, SchemaInference.Of(table.SelectRows(1, 2), ["y"]).Schema.Columns[0].Kind);
    }

    static DataColumn Column(string[] cells)
    {
        var builder = new CellColumnBuilder(capacity: 1);
        foreach (string cell in cells) builder.Add($" {cell} ");
        return builder.Build("n");
    }
}
