using System.Text;

namespace Surprisal.Data.Tests;

public class CsvTableReaderTests
{
    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a;b\n1;x\n2;y")]
    [InlineData("a\tb\r\n1\tx\r\n2\ty\r\n")]
    [InlineData("a|b\n1|x\n\n2|y\n")]
    [InlineData("\uFEFFa,b\n1,x\n2,y\n")]
    [InlineData("\n\r\n a , b \n 1 , x \n   \n\"2\",\"y\"\n")]
    public void Delimiter_line_ends_byte_order_mark_spaces_and_blank_lines_make_no_difference(string text)
    {
        var table = Tables.OfCsv(text);
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal(["1", "2"], table.Cells("a"));
        Assert.Equal(["x", "y"], table.Cells("b"));
    }

    [Fact]
    public void Quotes_hold_delimiters_line_breaks_and_quotes_and_rows_keep_the_line_they_start_on()
    {
        var table = Tables.OfCsv("text,n\n\"a,b\",1\n\"two\r\nlines\",2\n\n\"say \"\"hi\"\"\", 3\n \"x\" ,4\n5\" pipe,5\n");
        Assert.Equal(["a,b", "two\r\nlines", "say \"hi\"", "x", "5\" pipe"], table.Cells("text"));
        Assert.Equal([2, 3, 6, 7, 8], Enumerable.Range(0, 5).Select(table.LineOf));
        Assert.Equal("a.csv:6", table.Place(2));
    }

    [Fact]
    public void A_delimiter_inside_cells_does_not_mislead()
    {
        var table = Tables.OfCsv("name;comment\nx;a, b, c\ny;\"d;e, f, g\"\n");
        Assert.Equal(["a, b, c", "d;e, f, g"], table.Cells("comment"));
        Assert.Equal(["1;2;3"], Tables.OfCsv("\"p;q;r\",y\n\"1;2;3\",0\n").Cells("p;q;r"));
        Assert.Equal(["plain", "text"], Tables.OfCsv("id;some, long, note\n1;plain\n2;text\n").Cells("some, long, note"));
    }

    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1,2\r\n3,4")]
    public void A_file_whose_first_row_are_numbers_has_no_header(string text)
    {
        var table = Tables.OfCsv(text);
        Assert.False(table.HasHeader);
        Assert.Equal(["1", "3"], table.Cells("column1"));
        Assert.Equal("column2", table.Get("last").Name);
        Assert.Equal("column2", table.Get("2").Name);
        Assert.Equal([1, 2], new[] { table.LineOf(0), table.LineOf(1) });
    }

    [Fact]
    public void A_decimal_point_in_the_first_row_means_data_and_whole_numbers_beside_words_mean_names()
    {
        Assert.Equal(["setosa", "virginica"], Tables.OfCsv("5.1,3.5,setosa\n6.3,2.5,virginica\n").Cells("last"));
        Assert.Equal(["0", "1", "label"], Tables.OfCsv("0,1,label\n7,8,x\n").Columns.Select(column => column.Name));
        Assert.Equal(["a", "column2"], Tables.OfCsv("a,\n7,8\n").Columns.Select(column => column.Name));
    }

    [Fact]
    public void Gzip_is_known_by_its_content_and_may_have_several_parts()
    {
        using var folder = new TempFolder();
        byte[] zipped = [.. TempFolder.Gzip("a,b\n1,2\n"), .. TempFolder.Gzip("3,4\n")];
        using var source = DataSource.Open(folder.Write("plain.csv", zipped));
        Assert.Equal(["1", "3"], source.ReadAll().Cells("a"));
    }

    [Fact]
    public void Batches_follow_each_other_and_end_with_null()
    {
        using var folder = new TempFolder();
        using var source = CsvTableReader.Open(folder.Write("a.csv", "n\n" + string.Concat(Enumerable.Range(0, 7).Select(i => $"x{i}\n"))));
        var batches = new List<DataTable>();
        while (source.ReadBatch(3) is { } batch) batches.Add(batch);
        Assert.Equal([3, 3, 1], batches.Select(batch => batch.Rows));
        Assert.Equal(["x3", "x4", "x5"], batches[1].Cells("n"));
        Assert.Equal("a.csv:8", batches[2].Place(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Text_comes_out_the_same_however_the_bytes_come_in(int bytesAtATime)
    {
        // Rows longer than a reader's block, and characters of one to four bytes that fall across block ends.
        string text = "key,value\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"ä{i},\"{new string('€', i)}𝄞 \n{i}\"\n"));
        using var stream = new Trickle(Encoding.UTF8.GetBytes(text), bytesAtATime);
        using var source = CsvTableReader.Open(InputStream.Of(stream, "pipe"), []);
        var table = source.ReadAll();
        Assert.Equal(300, table.Rows);
        Assert.Equal("ä299", table.Get("key")[299]);
        Assert.Equal($"{new string('€', 299)}𝄞 \n299", table.Get("value")[299]);
        Assert.Equal(2 + 2 * 299, table.LineOf(299));
    }

    [Fact]
    public void A_row_longer_than_every_buffer_is_read()
    {
        string header = string.Join(',', Enumerable.Range(0, 40_000).Select(i => $"name{i}"));
        var table = Tables.OfCsv($"{header}\n{string.Join(',', Enumerable.Repeat("0", 40_000))}\n");
        Assert.Equal(40_000, table.Columns.Count);
        Assert.Equal(1, table.Rows);
    }

    [Fact]
    public void A_slow_pipe_is_read_no_further_than_asked()
    {
        using var stream = new Trickle("a,b\n1,2\n3,4\n5,6\n"u8.ToArray(), 4);
        using var source = CsvTableReader.Open(InputStream.Of(stream, "<stdin>"), []);
        Assert.Equal(["1"], source.ReadBatch(1)!.Cells("a"));
        Assert.True(stream.Taken <= 8, $"{stream.Taken} bytes were taken for 8.");
        Assert.Equal(["3"], source.ReadBatch(1)!.Cells("a"));
        Assert.True(stream.Taken <= 12, $"{stream.Taken} bytes were taken for 12.");
    }

    [Fact]
    public void Known_cells_share_one_text()
    {
        var column = Assert.IsType<TextColumn>(Tables.OfCsv("c\nx\ny\nx\nx\n").Columns[0]);
        Assert.Equal(["x", "y"], column.Texts);
        Assert.Equal([0, 1, 0, 0], column.Codes);
    }

    sealed class Trickle(byte[] bytes, int atATime) : ReadOnlyStream
    {
        public int Taken { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(Math.Min(atATime, buffer.Length), bytes.Length - Taken);
            bytes.AsSpan(Taken, count).CopyTo(buffer);
            Taken += count;
            return count;
        }
    }
}
