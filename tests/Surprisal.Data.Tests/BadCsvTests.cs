using System.Text;

namespace Surprisal.Data.Tests;

public class BadCsvTests
{
    [Theory]
    [InlineData("", "a.csv: is empty")]
    [InlineData("\n\n", "a.csv: is empty")]
    [InlineData("a,b\n", "a.csv: has a header and no rows")]
    [InlineData("a,b\n\n   \n", "a.csv: has a header and no rows")]
    [InlineData("a,b,a,c,b\n1,2,3,4,5\n", "a.csv:1: more than one column is called 'a', 'b'")]
    [InlineData("a,b,c,d,e\n1,2,3,4,5\n\n5.1,3.5,1.4,0.2\n", "a.csv:4: 5 columns expected, got 4: \"5.1,3.5,1.4,0.2\"")]
    [InlineData("a,b\n\"x\n\ny\",2\n3\n", "a.csv:5: 2 columns expected, got 1: \"3\"")]
    [InlineData("a,b\n1,2\n\"open,4\n5,6\n", "a.csv:3: a quote is not closed: \"open,4 5,6")]
    [InlineData("a,b\n1,\"x\"\"", "a.csv:2: a quote is not closed: \"x\"\"")]
    [InlineData("a,b\n1,2\n\"x\"y,4\n5,6\n", "a.csv:3: text after a closing quote: \"x\"y")]
    [InlineData("a,b\n1,2\n3,\0\n", "a.csv:3: a NUL byte: this is binary data or UTF-16, expected UTF-8 text")]
    public void A_broken_text_is_one_line_with_its_place(string text, string message) =>
        Assert.Equal(message, Tables.Error(() => Tables.OfCsv(text)));

    [Fact]
    public void Long_raw_rows_are_shortened()
    {
        string error = Tables.Error(() => Tables.OfCsv($"a,b\n{new string('x', 200)}\n"));
        Assert.Equal($"a.csv:2: 2 columns expected, got 1: \"{new string('x', 80)}…\"", error);
    }

    [Fact]
    public void A_cell_without_end_is_refused_before_it_eats_the_memory()
    {
        string error = Tables.Error(() => Tables.OfCsv($"a,b\n1,2\n\"{new string('x', 2_000_000)}\n"));
        Assert.Equal("a.csv:3: a cell of more than 1,048,576 characters; is a quote not closed?", error);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused_with_its_line()
    {
        byte[] latin1 = [.. "a,b\n1,2\n"u8, .. Encoding.Latin1.GetBytes("3,é\n")];
        using var folder = new TempFolder();
        Assert.Equal("latin.csv:3: not UTF-8 text", Tables.Error(() => Read(folder.Write("latin.csv", latin1))));
        byte[] late = [.. Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Repeat("xyz\n", 50_000))), 0xE2, 0x82];
        Assert.Equal("late.csv:50002: not UTF-8 text", Tables.Error(() => Read(folder.Write("late.csv", late))));
        Assert.Equal("utf16.csv:1: not UTF-8 text", Tables.Error(() => Read(folder.Write("utf16.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n")]))));
    }

    [Fact]
    public void A_missing_file_offers_the_nearest_name_and_a_folder_is_no_file()
    {
        using var folder = new TempFolder();
        folder.Write("iris.csv", "a\n");
        string typo = Path.Combine(folder.Root, "iris.cvs"), other = Path.Combine(folder.Root, "wine.data"), deep = Path.Combine(folder.Root, "no", "iris.csv");
        Assert.Equal($"{typo} is not there; did you mean 'iris.csv'?", Tables.Error(() => Read(typo)));
        Assert.Equal($"{other} is not there", Tables.Error(() => Read(other)));
        Assert.Equal($"{deep} is not there: there is no folder {Path.GetDirectoryName(deep)}", Tables.Error(() => Read(deep)));
        Assert.Equal($"{folder.Root} is a folder, not a file", Tables.Error(() => CsvTableReader.Open(folder.Root)));
        Assert.Equal(
            $"{folder.Root} is a folder without train-images-idx3-ubyte (or .gz); expected a file, or a folder with IDX images and labels",
            Tables.Error(() => Read(folder.Root)));
    }

    [Fact]
    public void Gzip_cut_at_any_byte_is_noticed()
    {
        byte[] zipped = TempFolder.Gzip("a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 7919 % 101},x{i}\n")));
        for (int length = 2; length < zipped.Length; length++)
        {
            byte[] cut = zipped[..length];
            Assert.Equal("a.csv.gz: the gzip data is damaged or cut short", Tables.Error(() => ReadGzip(cut)));
        }

        zipped[^6] ^= 1; // the checksum
        Assert.Equal("a.csv.gz: the gzip data is damaged or cut short", Tables.Error(() => ReadGzip(zipped)));
    }

    static void Read(string path)
    {
        using var source = DataSource.Open(path);
        source.ReadAll();
    }

    [Fact]
    public void A_large_gzip_cut_in_its_middle_is_not_taken_for_a_damaged_row()
    {
        var random = new Random(1);
        byte[] zipped = TempFolder.Gzip("a,b,c\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{random.Next(10_000)},{random.Next(10_000)},{i % 2}\n")));
        foreach (int cut in (int[])[zipped.Length / 2, zipped.Length / 3, zipped.Length - 9])
            Assert.Equal("a.csv.gz: the gzip data is damaged or cut short", Tables.Error(() => ReadGzip(zipped[..cut])));
    }

    static void ReadGzip(byte[] bytes)
    {
        using var source = CsvTableReader.Open(InputStream.Of(new MemoryStream(bytes), "a.csv.gz"), []);
        while (source.ReadBatch(10) is not null)
        {
        }
    }
}
