using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Surprisal.Data;

/// <summary>The text of a CSV file from the record that is being read on, and the marks in it: delimiters, quotes and line breaks.</summary>
sealed class CsvText(Utf8Reader reader, char delimiter)
{
    const int BlockSize = 1 << 16;

    // Marks are looked for a register at a time; as many zeros behind the text let the last look begin anywhere.
    static readonly int s_width = Vector256<ushort>.Count;

    char[] _text = new char[BlockSize + s_width];
    int _record;
    int _end;
    int _scanned;
    int _marksAt;
    uint _marks;

    /// <summary>How many characters from the record's beginning on have been read from the file.</summary>
    public int Length => _end - _record;

    /// <summary>The character at a distance from the record's beginning.</summary>
    public char this[int index] => _text[_record + index];

    /// <summary>A piece that begins at a distance from the record's beginning; valid until the next mark is asked for.</summary>
    public ReadOnlySpan<char> Slice(int start, int length) => _text.AsSpan(_record + start, length);

    /// <summary>Lets the next record begin after that many characters, all of whose marks have been taken.</summary>
    public void Skip(int length) => _record += length;

    /// <summary>The distance of the next mark from the record's beginning; -1 at the end of the text.</summary>
    /// <param name="limit">How far to read; that is the answer if there is no mark before it, or some.</param>
    public int NextMark(int limit)
    {
        while (_marks == 0)
        {
            if (_scanned == _end && Length >= limit) return limit;
            if (_scanned == _end && !Fill()) return -1;
            Scan();
        }

        int mark = _marksAt + BitOperations.TrailingZeroCount(_marks);
        _marks &= _marks - 1;
        return mark - _record;
    }

    void Scan()
    {
        var text = Vector256.Create(MemoryMarshal.Cast<char, ushort>(_text.AsSpan(_scanned, s_width)));
        var found = Vector256.Equals(text, Vector256.Create((ushort)delimiter)) | Vector256.Equals(text, Vector256.Create((ushort)'"'))
            | Vector256.Equals(text, Vector256.Create((ushort)'\r')) | Vector256.Equals(text, Vector256.Create((ushort)'\n'));
        _marks = found.ExtractMostSignificantBits();
        _marksAt = _scanned;
        _scanned = Math.Min(_scanned + s_width, _end);
    }

    bool Fill()
    {
        _text.AsSpan(_record, Length).CopyTo(_text);
        (_record, _end, _scanned) = (0, Length, _scanned - _record);
        if (_end + s_width == _text.Length) Array.Resize(ref _text, 2 * _text.Length);
        int read = reader.Read(_text.AsSpan(_end, _text.Length - s_width - _end));
        _end += read;
        _text.AsSpan(_end, s_width).Clear();
        return read > 0;
    }
}
