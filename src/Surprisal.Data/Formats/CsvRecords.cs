using System.Globalization;

namespace Surprisal.Data;

/// <summary>The records of a CSV file (RFC 4180), each with the line it starts on. Lines end in any way, empty ones are skipped, spaces around quotes do not count.</summary>
sealed class CsvRecords : IDisposable
{
    // A cell as long as this is a quote that was never closed, or no CSV at all; without a limit it would eat the memory.
    const int LongestCell = 1 << 20;

    readonly Utf8Reader _reader;
    readonly CsvText _text;
    readonly InputStream _input;
    readonly char _delimiter;
    Cell[] _cells = new Cell[16];
    int _length;
    int _lineBreaks;
    bool _endedWithReturn;

    public CsvRecords(InputStream input)
    {
        _input = input;
        _reader = new Utf8Reader(input);
        _delimiter = CsvDialect.FindDelimiter(_reader.Beginning());
        _text = new CsvText(_reader, _delimiter);
    }

    /// <summary>The 1-based line on which the record starts.</summary>
    public int Line { get; private set; }

    /// <summary>The share of the file that has been read; null for a pipe.</summary>
    public double? Progress => _input.Progress;

    /// <summary>How many cells the record has.</summary>
    public int Count { get; private set; }

    /// <summary>The record as it stands in the file, without its line break.</summary>
    public string Raw => _text.Slice(0, _length).TrimEnd("\r\n").ToString();

    /// <summary>One cell, unquoted, perhaps with spaces around it; valid until the next record is read.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            var cell = _cells[index];
            var text = _text.Slice(cell.Start, cell.Length);
            return cell.HasDoubledQuotes ? text.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : text;
        }
    }

    /// <summary>Goes to the next record that is not an empty line; false at the end.</summary>
    public bool Read()
    {
        Begin(_length);
        Count = 0;
        int start = 0;
        var quotes = default(Quotes);
        while (_text.NextMark(start + LongestCell + 1) is var mark and >= 0)
        {
            if (mark - start > LongestCell) throw Refused($"a cell of more than {CellText.Count(LongestCell)} characters; is a quote not closed?");
            char c = _text[mark];
            if (c == '"') quotes.Add(_text, start, mark);
            else if (c == _delimiter)
            {
                if (quotes.AreOpen) continue;
                AddCell(start, mark, ref quotes);
                start = mark + 1;
            }
            else if (quotes.AreOpen) CountLineBreak(mark);
            else if (mark == 0)
            {
                CountLineBreak(0);
                Begin(1);
            }
            else
            {
                AddCell(start, mark, ref quotes);
                CountLineBreak(mark);
                _length = mark + 1;
                return true;
            }
        }

        _length = _text.Length;
        if (_length == 0) return false;
        AddCell(start, _length, ref quotes);
        return true;
    }

    public void Dispose() => _reader.Dispose();

    void Begin(int length)
    {
        _endedWithReturn = length > 0 && _text[length - 1] == '\r';
        _text.Skip(length);
        Line = _lineBreaks + 1;
    }

    // The second half of "\r\n" is no line of its own.
    void CountLineBreak(int mark)
    {
        bool afterReturn = mark == 0 ? _endedWithReturn : _text[mark - 1] == '\r';
        if (!(afterReturn && _text[mark] == '\n')) _lineBreaks++;
    }

    void AddCell(int start, int end, ref Quotes quotes)
    {
        if (Count == _cells.Length) Array.Resize(ref _cells, 2 * Count);
        _cells[Count++] = quotes.Count == 0 ? new Cell(start, end - start, false) : Unquoted(start, end, quotes);
        quotes = default;
    }

    // A quote inside an unquoted cell (5" pipe) is a letter like any other; after an opening quote there must be a closing one at the end.
    Cell Unquoted(int start, int end, Quotes quotes)
    {
        var cell = _text.Slice(start, end - start);
        int spaces = cell.Length - cell.TrimStart(' ').Length, length = cell.Trim(' ').Length;
        if (quotes.AreWhole && cell[spaces + length - 1] == '"') return new Cell(start + spaces + 1, length - 2, quotes.Count > 2);
        if (cell.Trim() is not ['"', ..]) return new Cell(start, cell.Length, false);
        throw Refused($"{(quotes.Count % 2 == 1 ? "a quote is not closed" : "text after a closing quote")}: {CellText.OneLine(cell.Trim())}");
    }

    DataException Refused(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{_input.Name}:{Line}: {what}"));

    readonly record struct Cell(int Start, int Length, bool HasDoubledQuotes);

    /// <summary>What the quotes of a cell say so far.</summary>
    struct Quotes
    {
        bool _areOutside, _areStray;

        public int Count { get; private set; }

        /// <summary>True where delimiters and line breaks are text.</summary>
        public bool AreOpen { get; private set; }

        /// <summary>True if they open the cell, close again, and are doubled between.</summary>
        public readonly bool AreWhole => Count > 0 && !AreOpen && !_areOutside && !_areStray;

        public void Add(CsvText text, int start, int mark)
        {
            if (Count++ == 0)
            {
                AreOpen = !text.Slice(start, mark - start).ContainsAnyExcept(' ');
                _areOutside = !AreOpen;
            }
            else if (_areOutside || _areStray) return;
            else if (AreOpen || text[mark - 1] == '"') AreOpen = !AreOpen;
            else _areStray = true;
        }
    }
}
