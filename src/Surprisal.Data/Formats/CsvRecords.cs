using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Surprisal.Data;

/// <summary>The records of a CSV file, each with the line it starts on. What CsvHelper objects to becomes one line with that place.</summary>
sealed class CsvRecords : IDisposable
{
    // A cell as long as this is a quote that was never closed, or no CSV at all; without a limit it would eat the memory.
    const int LongestCell = 1 << 20;

    readonly CsvParser _parser;
    readonly InputStream _input;
    readonly string _name;
    int _linesRead;

    public CsvRecords(InputStream input)
    {
        _input = input;
        _name = input.Name;
        var reader = new Utf8Reader(input);
        _parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = CsvDialect.FindDelimiter(reader.Beginning()).ToString(),
            TrimOptions = TrimOptions.Trim,
            BufferSize = 1 << 16,
            MaxFieldSize = LongestCell,
            BadDataFound = bad => RefuseOpenQuote(bad.Field),
        });
    }

    /// <summary>The 1-based line on which the record starts.</summary>
    public int Line { get; private set; }

    /// <summary>The share of the file that has been read; null for a pipe.</summary>
    public double? Progress => _input.Progress;

    /// <summary>How many cells the record has.</summary>
    public int Count => _parser.Count;

    /// <summary>The record as it stands in the file.</summary>
    public string Raw => _parser.RawRecord;

    /// <summary>One cell, unquoted.</summary>
    public string this[int index] => _parser[index];

    /// <summary>Goes to the next record that is not an empty line; false at the end.</summary>
    public bool Read()
    {
        Line = _linesRead + 1;
        try
        {
            if (!_parser.Read()) return false;
        }
        catch (MaxFieldSizeException error)
        {
            throw Refused($"a cell of more than {CellText.Count(LongestCell)} characters; is a quote not closed?", error);
        }

        // Empty lines before the record and line breaks inside its quotes both add lines; only the former move its start.
        if (_parser.RawRow > Line) Line = _parser.RawRow - CountLineBreaksInCells();
        _linesRead = _parser.RawRow;
        return true;
    }

    public void Dispose() => _parser.Dispose();

    int CountLineBreaksInCells()
    {
        int breaks = 0;
        for (int i = 0; i < _parser.Count; i++)
        {
            var cell = _parser[i].AsSpan();
            breaks += cell.Count('\n') + cell.Count('\r') - cell.Count("\r\n");
        }

        return breaks;
    }

    // A quote inside an unquoted cell (5" pipe) is a letter like any other; after an opening quote there must be a closing one at the end.
    void RefuseOpenQuote(string field)
    {
        var cell = field.AsSpan().Trim();
        if (cell is not ['"', ..]) return;
        string what = cell.Count('"') % 2 == 1 ? "a quote is not closed" : "text after a closing quote";
        throw Refused($"{what}: {CellText.OneLine(cell)}", null);
    }

    DataException Refused(string what, Exception? error) => new(string.Create(CultureInfo.InvariantCulture, $"{_name}:{Line}: {what}"), error);
}
