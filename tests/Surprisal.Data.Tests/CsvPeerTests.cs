using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Surprisal.Data.Tests;

/// <summary>What CsvHelper makes of a text, <see cref="CsvRecords"/> makes of it too.</summary>
public class CsvPeerTests
{
    // The marks often, so that every pair and most triples of them meet; € is three bytes long.
    const string Letters = ",,,,\"\"\"\"\n\n\r\r  \tab€";

    [Theory]
    [InlineData(6, 5_000)] // every cell a special case
    [InlineData(60, 1_000)] // registers of marks begin anywhere
    [InlineData(9_000, 10)] // records across the reader's blocks
    public void Random_texts_give_the_same_records_lines_and_refusals(int length, int texts)
    {
        var random = new Random(length);
        int refused = 0;
        for (int i = 0; i < texts; i++)
        {
            // Longer texts have fewer quotes, or all of them would be refused at once.
            string letters = length > 100 ? Letters.Replace("\"\"\"\"", "aaaaaaaaaa5", StringComparison.Ordinal) + "\n\n" : Letters;
            string text = "a,b\n" + string.Concat(Enumerable.Range(0, random.Next(length)).Select(_ => letters[random.Next(letters.Length)]));
            // A doubled quote as the last thing of the file closes nothing; CsvHelper overlooks that, we do not.
            if (text.AsSpan().TrimEnd(' ') is [.., '"']) text += '\n';
            string expected = Peer(text);
            Assert.True(expected == Ours(text), $"{Escaped(text)}\nCsvHelper: {Escaped(expected)}\nours:      {Escaped(Ours(text))}");
            if (expected.Contains('!', StringComparison.Ordinal)) refused++;
        }

        if (length < 100) Assert.InRange(refused, texts / 10, texts * 9 / 10);
    }

    static string Escaped(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    static string Ours(string text)
    {
        var said = new StringBuilder();
        using var records = new CsvRecords(InputStream.Of(new MemoryStream(Encoding.UTF8.GetBytes(text)), "text"));
        try
        {
            while (records.Read())
            {
                said.Append(CultureInfo.InvariantCulture, $"{records.Line}:");
                for (int i = 0; i < records.Count; i++) said.Append('[').Append(records[i].Trim()).Append(']');
            }
        }
        catch (DataException)
        {
            said.Append('!');
        }

        return said.ToString();
    }

    // A record that CsvHelper calls bad is one for us only if one of its cells begins with a quote.
    static string Peer(string text)
    {
        bool isBad = false;
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => isBad |= bad.Field.AsSpan().Trim() is ['"', ..],
        });
        var said = new StringBuilder();
        int before = 0;
        while (parser.Read())
        {
            string[] cells = parser.Record!; // where it finds bad data
            if (isBad) return said.Append('!').ToString();
            int breaks = cells.Sum(cell => cell.Count(c => c is '\n' or '\r') - cell.Split("\r\n").Length + 1);
            int line = parser.RawRow > before + 1 ? parser.RawRow - breaks : before + 1;
            before = parser.RawRow;
            said.Append(CultureInfo.InvariantCulture, $"{line}:");
            foreach (string cell in cells) said.Append('[').Append(cell.AsSpan().Trim()).Append(']');
        }

        return said.ToString();
    }
}
